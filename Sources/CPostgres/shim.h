// libpq: the PostgreSQL client.
#include <libpq-fe.h>
