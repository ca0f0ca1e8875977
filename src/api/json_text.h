// JSON (RFC 8259) written straight into text: for answers that are made thousands of times a
// second. Everything else uses http::respond_json.
#pragma once

#include <string>
#include <string_view>

namespace chancery::api {

/// The members of one object, in the order of the calls. Names are literals that need no escaping.
/// Values are UTF-8; that is NOT checked.
class JsonMembers final {
 public:
  /// Appends to `out`, which is borrowed.
  explicit JsonMembers(std::string& out) : out_(out) { out_ += '{'; }

  void text(std::string_view name, std::string_view value);
  void flag(std::string_view name, bool value);
  /// Starts a member; the caller appends its value, well-formed JSON, to what `out` is.
  std::string& begin(std::string_view name);

  void end() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

/// `value` as a JSON string: quotes, backslashes and control characters escaped.
void append_json_string(std::string& out, std::string_view value);

}  // namespace chancery::api
