/* A PKCS#11 module in front of another one, that can die in the middle of a signature.
 *
 * DYING_TOKEN_MODULE   the real module
 * DYING_TOKEN_CONTROL  a file: "ok"; "die": a signature is made and lost, then the device is gone until
 *                      the file says otherwise; "lose": one signature in two is made and lost; "lie":
 *                      one in two has a wrong bit; "kill": the process dies behind a signature;
 *                      "full": there is no room for another key; "crowd": nor for another session
 * DYING_TOKEN_LOG      each C_Sign that reaches the device: "LABEL HEX-OF-DATA"
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <p11-kit/pkcs11.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static CK_FUNCTION_LIST real, ours;
static atomic_int dead, counter;
static _Thread_local char label[128];

static int says(const char* what) {
  char text[8] = "";
  const int fd = open(getenv("DYING_TOKEN_CONTROL"), O_RDONLY);
  if (fd >= 0) {
    if (read(fd, text, sizeof text - 1) < 0) text[0] = 0;
    close(fd);
  }
  return strncmp(text, what, strlen(what)) == 0;
}

static int gone(void) {
  if (atomic_load(&dead) && !says("die")) atomic_store(&dead, 0);
  return atomic_load(&dead);
}

static void note(const unsigned char* data, unsigned long size) {
  char line[4096];
  int at = snprintf(line, sizeof line, "%s ", label);
  for (unsigned long i = 0; i < size && at + 4 < (int)sizeof line; ++i) {
    at += snprintf(line + at, sizeof line - (size_t)at, "%02x", data[i]);
  }
  line[at++] = '\n';
  const int fd = open(getenv("DYING_TOKEN_LOG"), O_WRONLY | O_APPEND | O_CREAT, 0600);
  if (fd >= 0) {
    if (write(fd, line, (size_t)at) < 0) abort();
    close(fd);
  }
}

static CK_RV sign_init(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_OBJECT_HANDLE key) {
  if (gone()) return CKR_DEVICE_REMOVED;
  CK_ATTRIBUTE attribute = {CKA_LABEL, label, sizeof label - 1};
  memset(label, 0, sizeof label);
  (void)real.C_GetAttributeValue(session, key, &attribute, 1);
  return real.C_SignInit(session, mechanism, key);
}

static CK_RV sign(CK_SESSION_HANDLE session, CK_BYTE* data, CK_ULONG size, CK_BYTE* signature,
                  CK_ULONG* length) {
  if (gone()) return CKR_DEVICE_REMOVED;
  note(data, size);
  const CK_RV done = real.C_Sign(session, data, size, signature, length);
  const int every_second = atomic_fetch_add(&counter, 1) % 2;
  if (says("kill")) raise(SIGKILL);
  if (says("die")) {
    atomic_store(&dead, 1);
    return CKR_DEVICE_REMOVED;
  }
  if (says("lose") && every_second) return CKR_DEVICE_ERROR;
  if (says("lie") && every_second && done == CKR_OK) signature[*length / 2] ^= 1;
  return done;
}

static CK_RV open_session(CK_SLOT_ID slot, CK_FLAGS flags, void* data, CK_NOTIFY notify,
                          CK_SESSION_HANDLE* session) {
  if (gone()) return CKR_DEVICE_REMOVED;
  return says("crowd") ? CKR_SESSION_COUNT : real.C_OpenSession(slot, flags, data, notify, session);
}

static CK_RV generate(CK_SESSION_HANDLE session, CK_MECHANISM* mechanism, CK_ATTRIBUTE* public_half,
                      CK_ULONG public_count, CK_ATTRIBUTE* private_half, CK_ULONG private_count,
                      CK_OBJECT_HANDLE* public_key, CK_OBJECT_HANDLE* private_key) {
  if (gone()) return CKR_DEVICE_REMOVED;
  if (says("full")) return CKR_DEVICE_MEMORY;
  return real.C_GenerateKeyPair(session, mechanism, public_half, public_count, private_half,
                                private_count, public_key, private_key);
}

static CK_RV slots(CK_BBOOL present, CK_SLOT_ID* list, CK_ULONG* count) {
  return gone() ? CKR_DEVICE_REMOVED : real.C_GetSlotList(present, list, count);
}

static CK_RV find_init(CK_SESSION_HANDLE session, CK_ATTRIBUTE* wanted, CK_ULONG count) {
  return gone() ? CKR_DEVICE_REMOVED : real.C_FindObjectsInit(session, wanted, count);
}

CK_RV C_GetFunctionList(CK_FUNCTION_LIST** list) {
  CK_FUNCTION_LIST* found = NULL;
  void* library = dlopen(getenv("DYING_TOKEN_MODULE"), RTLD_NOW | RTLD_LOCAL);
  CK_C_GetFunctionList get = library ? (CK_C_GetFunctionList)dlsym(library, "C_GetFunctionList") : NULL;
  if (get == NULL || get(&found) != CKR_OK) return CKR_GENERAL_ERROR;
  real = ours = *found;
  ours.C_SignInit = sign_init;
  ours.C_Sign = sign;
  ours.C_OpenSession = open_session;
  ours.C_GenerateKeyPair = generate;
  ours.C_GetSlotList = slots;
  ours.C_FindObjectsInit = find_init;
  *list = &ours;
  return CKR_OK;
}
