#include "base/result.h"

#include <fmt/format.h>

#include "base/utf8.h"

namespace chancery {

Error::Error(const ErrorKind& kind, ErrorParameters parameters, std::source_location where)
    : kind_(&kind), parameters_(std::move(parameters)), where_(where) {
  for (auto& [name, value] : parameters_) {
    value = well_formed(value);
  }
}

std::string_view Error::parameter(std::string_view name) const {
  for (const auto& [key, value] : parameters_) {
    if (key == name) {
      return value;
    }
  }
  return {};
}

Error&& Error::with(std::string name, std::string_view value) && {
  parameters_.emplace_back(std::move(name), well_formed(value));
  return std::move(*this);
}

Error&& Error::log_only(std::string text) && {
  log_text_ = std::move(text);
  return std::move(*this);
}

std::string Error::message() const {
  std::string out(kind_->sentence);
  if (parameters_.empty()) {
    return out;
  }
  out += " (";
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    fmt::format_to(std::back_inserter(out), "{}{}: {}", i == 0 ? "" : "; ", parameters_[i].first,
                   parameters_[i].second);
  }
  out += ')';
  return out;
}

std::string Error::log_line() const {
  return fmt::format("{}: {}{}{} [{}:{}]", code(), message(), log_text_.empty() ? "" : " -- ",
                     log_text_, where_.file_name(), where_.line());
}

}  // namespace chancery
