// SQLite: the embedded database.
#include <sqlite3.h>

// SQLITE_TRANSIENT is a cast macro, which Swift does not import: it tells SQLite to copy the bytes it is given.
static inline sqlite3_destructor_type sfat_sqlite_transient(void) { return SQLITE_TRANSIENT; }

// Variadic, which Swift does not import: without memory statistics SQLite takes no lock for each piece of memory, which all connections
// would take turns at. Before anything else is asked of SQLite.
static inline int sfat_sqlite_leave_statistics(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }
