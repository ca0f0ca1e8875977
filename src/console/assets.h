// The files of the built console (web/), as they are put into the program by room.cmake.
#pragma once

#include <span>
#include <string_view>

#include "base/bytes.h"

namespace chancery::console {

/// One file in up to three codings. All views are of the program's read-only data.
struct Asset {
  std::string_view path;  ///< below /console/, "assets/index-Ab12.js"
  std::string_view content_type;
  std::string_view etag;  ///< weak and quoted: the codings share it
  bool immutable;         ///< the name holds a hash of the content: it never changes
  BytesView identity;
  BytesView gzip;    ///< empty where compression does not pay
  BytesView brotli;  ///< empty where compression does not pay
};

/// Sorted by nothing in particular; "index.html" is among them.
[[nodiscard]] std::span<const Asset> assets();

}  // namespace chancery::console
