// An echo test: the caller hears his own voice back.
extensions '8301'

echo()
