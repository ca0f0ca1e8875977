#include "http/request.h"

#include <array>

namespace chancery::http {

namespace {

constexpr std::array<std::string_view, 8> kMethods{"GET",   "HEAD",   "POST",    "PUT",
                                                   "PATCH", "DELETE", "OPTIONS", ""};

}  // namespace

std::string_view to_text(Method method) {
  return kMethods.at(static_cast<std::size_t>(method));
}

Method method_of(std::string_view text) {
  for (std::size_t i = 0; i + 1 < kMethods.size(); ++i) {
    if (kMethods.at(i) == text) {
      return static_cast<Method>(i);
    }
  }
  return Method::other;
}

std::string_view Request::path() const {
  const std::string_view text = target;
  return text.substr(0, text.find('?'));
}

std::string_view Request::query_text() const {
  const std::string_view text = target;
  const auto mark = text.find('?');
  return mark == std::string_view::npos ? std::string_view() : text.substr(mark + 1);
}

std::string_view Request::parameter(std::string_view name) const {
  for (const auto& [known, value] : parameters) {
    if (known == name) {
      return value;
    }
  }
  return {};
}

std::string_view Request::content_type() const {
  std::string_view type = header("Content-Type").value_or("");
  type = type.substr(0, type.find(';'));
  while (!type.empty() && (type.back() == ' ' || type.back() == '\t')) {
    type.remove_suffix(1);
  }
  return type;
}

}  // namespace chancery::http
