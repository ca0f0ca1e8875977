#include "store/sqlite/joined_writes.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <sqlite3.h>
#include <utility>

namespace chancery::store {
namespace {

constexpr const char* kName = "chancery-joined-writes";
constexpr int kGathered = 512 * 1024;
constexpr int kAtOnce = 124 * 1024;  // SQLite's VFS for Unix takes less than 128 KiB in one write

// What SQLite allocates for a log; the file of the VFS below lies behind it.
struct LogFile {
  sqlite3_file base;
  std::uint8_t* gathered;
  sqlite3_int64 offset;  ///< of the first gathered octet in the file
  int size;

  sqlite3_file* below() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

LogFile& log_of(sqlite3_file* file) {
  return *reinterpret_cast<LogFile*>(file);
}

int flush(LogFile& log) {
  const int size = std::exchange(log.size, 0);
  int code = SQLITE_OK;
  for (int at = 0; at < size && code == SQLITE_OK; at += kAtOnce) {
    code = log.below()->pMethods->xWrite(log.below(), log.gathered + at,
                                         std::min(kAtOnce, size - at), log.offset + at);
  }
  return code;
}

// What is gathered reaches the file before anything else happens to it.
template <auto Method, class... Args>
int after_flush(sqlite3_file* file, Args... args) {
  LogFile& log = log_of(file);
  const int flushed = flush(log);
  return flushed != SQLITE_OK ? flushed : (log.below()->pMethods->*Method)(log.below(), args...);
}

template <auto Method, class... Args>
int pass_on(sqlite3_file* file, Args... args) {
  sqlite3_file* below = log_of(file).below();
  return (below->pMethods->*Method)(below, args...);
}

int gather(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  LogFile& log = log_of(file);
  const bool follows = log.size > 0 && offset == log.offset + log.size;
  if (!follows || log.size + size > kGathered) {
    if (const int flushed = flush(log); flushed != SQLITE_OK) {
      return flushed;
    }
    log.offset = offset;
  }
  if (size > kGathered) {  // no page is
    return SQLITE_IOERR_WRITE;
  }
  std::memcpy(log.gathered + log.size, data, static_cast<std::size_t>(size));
  log.size += size;
  return SQLITE_OK;
}

int close(sqlite3_file* file) {
  LogFile& log = log_of(file);
  const int flushed = flush(log);
  const int closed = log.below()->pMethods->xClose(log.below());
  delete[] log.gathered;
  return flushed != SQLITE_OK ? flushed : closed;
}

// Version 1: SQLite maps and shares the database's file, never the log's.
constexpr sqlite3_io_methods kMethods{
    .iVersion = 1,
    .xClose = close,
    .xRead = after_flush<&sqlite3_io_methods::xRead, void*, int, sqlite3_int64>,
    .xWrite = gather,
    .xTruncate = after_flush<&sqlite3_io_methods::xTruncate, sqlite3_int64>,
    .xSync = after_flush<&sqlite3_io_methods::xSync, int>,
    .xFileSize = after_flush<&sqlite3_io_methods::xFileSize, sqlite3_int64*>,
    .xLock = pass_on<&sqlite3_io_methods::xLock, int>,
    .xUnlock = pass_on<&sqlite3_io_methods::xUnlock, int>,
    .xCheckReservedLock = pass_on<&sqlite3_io_methods::xCheckReservedLock, int*>,
    .xFileControl = after_flush<&sqlite3_io_methods::xFileControl, int, void*>,
    .xSectorSize = pass_on<&sqlite3_io_methods::xSectorSize>,
    .xDeviceCharacteristics = pass_on<&sqlite3_io_methods::xDeviceCharacteristics>,
    .xShmMap = nullptr,
    .xShmLock = nullptr,
    .xShmBarrier = nullptr,
    .xShmUnmap = nullptr,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

sqlite3_vfs* below_of(sqlite3_vfs* vfs) {
  return static_cast<sqlite3_vfs*>(vfs->pAppData);
}

int open_log(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* granted) {
  auto* log = new (file) LogFile{.base = {.pMethods = nullptr},
                                 .gathered = new (std::nothrow) std::uint8_t[kGathered],
                                 .offset = 0,
                                 .size = 0};
  if (log->gathered == nullptr) {
    return SQLITE_IOERR_NOMEM;
  }
  const int opened = below_of(vfs)->xOpen(below_of(vfs), name, log->below(), flags, granted);
  if (opened != SQLITE_OK) {
    delete[] log->gathered;  // without methods SQLite does not close the file
    return opened;
  }
  log->base.pMethods = &kMethods;
  return SQLITE_OK;
}

// Every other file is the VFS's below, with nothing around it.
int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* granted) {
  if ((flags & SQLITE_OPEN_WAL) != 0) {
    return open_log(vfs, name, file, flags, granted);
  }
  return below_of(vfs)->xOpen(below_of(vfs), name, file, flags, granted);
}

const char* register_vfs() {
  sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
  if (below == nullptr) {
    return nullptr;
  }
  // The rest of the methods take no notice of which VFS they are called with.
  static sqlite3_vfs vfs = *below;
  vfs.szOsFile = static_cast<int>(sizeof(LogFile)) + below->szOsFile;
  vfs.pNext = nullptr;
  vfs.zName = kName;
  vfs.pAppData = below;
  vfs.xOpen = open;
  return sqlite3_vfs_register(&vfs, 0) == SQLITE_OK ? kName : nullptr;
}

}  // namespace

const char* joined_writes_vfs() {
  static const char* const name = register_vfs();
  return name;
}

}  // namespace chancery::store
