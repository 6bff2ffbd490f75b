// ncurses with wide characters: the moderators' full screen.
#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <locale.h>

// Macros that name variables or cast, which Swift does not import.
static inline WINDOW *sfat_screen(void) { return stdscr; }
static inline void sfat_redraw(void) { clearok(curscr, TRUE); }
static inline int sfat_bold(void) { return (int)A_BOLD; }
static inline int sfat_dim(void) { return (int)A_DIM; }
static inline int sfat_reverse(void) { return (int)A_REVERSE; }
static inline int sfat_pair(int number) { return (int)COLOR_PAIR(number); }
static inline void sfat_attributes(int attributes) { wattrset(stdscr, attributes); }
static inline void sfat_put(int row, int column, const char *text) { mvwaddstr(stdscr, row, column, text); }
// The key, or the code of a special one plus 0x200000, beyond every character; -1 where none came in time.
static inline int sfat_key(int milliseconds) {
  wint_t key = 0;
  wtimeout(stdscr, milliseconds);
  switch (wget_wch(stdscr, &key)) {
  case OK: return (int)key;
  case KEY_CODE_YES: return 0x200000 + (int)key;
  default: return -1;
  }
}
