#include "va/caa_value.h"

#include <algorithm>

namespace chancery::va {
namespace {

bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_value_character(char c) {
  return c >= 0x21 && c <= 0x7e && c != ';';
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), lower);
  return out;
}

// RFC 5234 WSP at both ends.
std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos
             ? std::string_view()
             : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// label = (ALPHA / DIGIT) *( *("-") (ALPHA / DIGIT)); a parameter's tag has the same form.
bool is_label(std::string_view text) {
  return !text.empty() && is_alphanumeric(text.front()) && is_alphanumeric(text.back()) &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_domain(std::string_view text) {
  while (true) {
    const auto dot = text.find('.');
    if (!is_label(text.substr(0, dot))) {
      return false;
    }
    if (dot == std::string_view::npos) {
      return true;
    }
    text.remove_prefix(dot + 1);
  }
}

// Takes what stands before the next ';' away from the front of `text`.
std::string_view take_part(std::string_view& text) {
  const auto end = std::min(text.find(';'), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return trimmed(part);
}

}  // namespace

std::vector<std::string_view> CaaIssueValue::all(std::string_view tag) const {
  std::vector<std::string_view> out;
  for (const auto& [name, value] : parameters) {
    if (name == tag) {
      out.push_back(value);
    }
  }
  return out;
}

// issue-value = *WSP [issuer-domain-name *WSP] [";" *WSP [parameters *WSP]]
std::optional<CaaIssueValue> parse_caa_issue_value(std::string_view value) {
  CaaIssueValue out;
  const auto domain = take_part(value);
  if (!domain.empty() && !is_domain(domain)) {
    return std::nullopt;
  }
  out.issuer_domain = lowered(domain);
  while (!trimmed(value).empty()) {
    const auto parameter = take_part(value);
    const auto equals = parameter.find('=');
    if (equals == std::string_view::npos) {
      return std::nullopt;
    }
    const auto tag = trimmed(parameter.substr(0, equals));
    const auto content = trimmed(parameter.substr(equals + 1));
    if (!is_label(tag) || !std::ranges::all_of(content, is_value_character)) {
      return std::nullopt;
    }
    out.parameters.emplace_back(lowered(tag), content);
  }
  return out;
}

}  // namespace chancery::va
