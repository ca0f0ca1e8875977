#include "app/output.h"

#include <boost/json.hpp>
#include <cstdio>
#include <fmt/format.h>

namespace chancery::app {

void Output::print(const boost::json::object& object, std::string_view text) const {
  if (json_) {
    fmt::print("{}\n", boost::json::serialize(object));
  } else if (!text.empty()) {
    fmt::print("{}\n", text);
  }
  (void)std::fflush(stdout);
}

void Output::print_error(const Error& error) const {
  if (!json_) {
    fmt::print(stderr, "chancery: {} [{}]\n", error.message(), error.code());
    if (!error.log_text().empty()) {
      fmt::print(stderr, "  {}\n", error.log_text());
    }
    return;
  }
  boost::json::object parameters;
  for (const auto& [name, value] : error.parameters()) {
    parameters[name] = value;
  }
  const boost::json::object object{
      {"error",
       {{"code", error.code()}, {"message", error.message()}, {"parameters", parameters}}}};
  fmt::print(stderr, "{}\n", boost::json::serialize(object));
}

}  // namespace chancery::app
