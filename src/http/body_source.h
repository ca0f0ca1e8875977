// A response body that is made while it is sent: an export of any size, a stream of events that
// ends when somebody leaves. No thread waits for it.
#pragma once

#include <functional>
#include <string>

#include "base/result.h"

namespace chancery::http {

class BodySource {
 public:
  /// The next piece; an empty one is the end of the body. An error breaks the connection off, so
  /// that no client takes half a body for a whole one.
  using Take = std::move_only_function<void(Result<std::string> piece)>;

  virtual ~BodySource() = default;

  /// Asks for the next piece. `take` is called once, soon or late, from any thread, perhaps from
  /// this one; then it is asked again. Must not block: it is called on an I/O thread. When the
  /// client is gone, or the server stops, the source is let go of and a later piece goes nowhere.
  virtual void next(Take take) = 0;
};

}  // namespace chancery::http
