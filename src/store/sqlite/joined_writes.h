// A VFS of SQLite that writes the frames of one commit to the write-ahead log together.
//
// SQLite writes each frame in two pieces, a header of 24 octets and a page, so a commit of many
// certificates costs hundreds of system calls. Here the pieces of a log are gathered in memory
// until SQLite asks for their durability, and leave in as few writes as possible.
//
// This is sound because SQLite shows a frame to other connections only after the commit that it
// belongs to was synced (`synchronous=FULL`; sqlite.org/walformat.html section 2.3.1), and because
// whatever else looks at the file through this handle writes what is gathered first.
#pragma once

namespace chancery::store {

/// The name for sqlite3_open_v2; registered with SQLite at the first call. Null if SQLite has no
/// memory for it, which means its default to sqlite3_open_v2. To be used only by connections with
/// `synchronous=FULL` or more. Safe for many threads.
[[nodiscard]] const char* joined_writes_vfs();

}  // namespace chancery::store
