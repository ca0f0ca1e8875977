// What a command prints: one JSON object, or text for people.
#pragma once

#include <boost/json/object.hpp>
#include <string_view>

#include "base/result.h"

namespace chancery::app {

class Output final {
 public:
  explicit Output(bool json) : json_(json) {}

  /// `object` with --json, else `text` and a newline.
  void print(const boost::json::object& object, std::string_view text) const;

  /// To standard error: the error's sentence with what was seen, or {"error": {...}} with --json.
  void print_error(const Error& error) const;

  [[nodiscard]] bool is_json() const { return json_; }

 private:
  bool json_;
};

}  // namespace chancery::app
