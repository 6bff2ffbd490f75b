// SQLite: the embedded database.
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast macro, which Swift does not import: it tells SQLite to copy the bytes it is given.
static inline sqlite3_destructor_type sfat_sqlite_transient(void) { return SQLITE_TRANSIENT; }
