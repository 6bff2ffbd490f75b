// The Linux calls that Swift's Glibc module leaves out. _GNU_SOURCE is not defined here: it would change fd_set and sockaddr
// arguments against Glibc's own module, so the calls behind it are declared by hand.
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/timerfd.h>

extern int accept4(int socket, struct sockaddr *address, socklen_t *length, int flags);
extern int pipe2(int descriptors[2], int flags);

// The epoll_event union's 64-bit member, and the event masks, as plain numbers: the importer gives the enum's raw type only.
static const unsigned int SFAT_EPOLLIN = EPOLLIN;
static const unsigned int SFAT_EPOLLOUT = EPOLLOUT;
static const unsigned int SFAT_EPOLLERR = EPOLLERR;
static const unsigned int SFAT_EPOLLHUP = EPOLLHUP;
// Seconds of unacknowledged data after which the kernel gives a connection up (netinet/tcp.h is not in every Glibc module map).
static const int SFAT_TCP_USER_TIMEOUT = 18;

#include <string.h>

// Descriptors travel over a Unix socket in control messages (unix(7)), whose macros the importer leaves out.
#define SFAT_DESCRIPTORS_AT_ONCE 64

// Sends one word with at most SFAT_DESCRIPTORS_AT_ONCE descriptors; -1 with errno when it cannot.
static inline ssize_t sfat_send_descriptors(int socket, unsigned char word, const int *descriptors, int count) {
  char control[CMSG_SPACE(sizeof(int) * SFAT_DESCRIPTORS_AT_ONCE)];
  memset(control, 0, sizeof control);
  struct iovec bytes = {&word, 1};
  struct msghdr message = {0};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  if (count > 0) {
    message.msg_control = control;
    message.msg_controllen = CMSG_SPACE(sizeof(int) * count);
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int) * count);
    memcpy(CMSG_DATA(head), descriptors, sizeof(int) * count);
  }
  return sendmsg(socket, &message, MSG_NOSIGNAL);
}

// Receives a word and what descriptors came with it, closed on exec, into room for SFAT_DESCRIPTORS_AT_ONCE; 0 at the end.
static inline ssize_t sfat_receive_descriptors(int socket, unsigned char *word, int *descriptors, int *count) {
  char control[CMSG_SPACE(sizeof(int) * SFAT_DESCRIPTORS_AT_ONCE)];
  struct iovec bytes = {word, 1};
  struct msghdr message = {0};
  message.msg_iov = &bytes;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  *count = 0;
  ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
  struct cmsghdr *head = received > 0 ? CMSG_FIRSTHDR(&message) : NULL;
  if (head && head->cmsg_level == SOL_SOCKET && head->cmsg_type == SCM_RIGHTS) {
    *count = (int)((head->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(descriptors, CMSG_DATA(head), sizeof(int) * *count);
  }
  return received;
}
