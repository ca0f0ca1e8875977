#include "x509/dns_name.h"

#include <algorithm>

#include "x509/errors.h"

namespace chancery::x509 {
namespace {

constexpr std::size_t kMaxLabel = 63;
constexpr std::string_view kWildcardPrefix = "*.";

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_letter_digit_hyphen(char c) {
  return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-';
}

char lowered(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// What is wrong with one label; empty when nothing is.
std::string_view problem_of_label(std::string_view label) {
  if (label.empty()) {
    return "an empty label, or a dot at an end";
  }
  if (label.size() > kMaxLabel) {
    return "a label longer than 63 characters";
  }
  if (!std::ranges::all_of(label, is_letter_digit_hyphen)) {
    return "a character that is not a letter, digit or hyphen";
  }
  if (label.front() == '-' || label.back() == '-') {
    return "a label that begins or ends with a hyphen";
  }
  return {};
}

std::string_view problem_of_name(std::string_view name) {
  if (name.empty() || name.size() > DnsName::kMaxSize) {
    return name.empty() ? "empty" : "longer than 253 characters";
  }
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find('.', start), name.size());
    if (const auto problem = problem_of_label(name.substr(start, end - start)); !problem.empty()) {
      return problem;
    }
    start = end + 1;
  }
  const auto last_dot = name.rfind('.');
  const auto last = name.substr(last_dot == name.npos ? 0 : last_dot + 1);
  return std::ranges::all_of(last, is_digit) ? "a last label that is a number" : "";
}

// Fit to be shown: no control characters, no bytes beyond ASCII, not too long.
std::string shown(std::string_view text) {
  std::string out(text.substr(0, DnsName::kMaxSize + 2));
  std::ranges::replace_if(
      out, [](char c) { return c < ' ' || c > '~'; }, '?');
  return out;
}

}  // namespace

Result<DnsName> DnsName::parse(std::string_view text) {
  if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) {
    return fail(kDnsNameNotAscii, "name", shown(text));
  }
  std::string name(text.substr(0, kMaxSize + 3));
  std::ranges::transform(name, name.begin(), lowered);
  const std::string_view base =
      std::string_view(name).substr(name.starts_with(kWildcardPrefix) ? kWildcardPrefix.size() : 0);
  if (const auto problem = problem_of_name(base); !problem.empty()) {
    return fail(kDnsNameNotPreferred, {{"name", shown(text)}, {"problem", std::string(problem)}});
  }
  return DnsName(std::move(name));
}

DnsName DnsName::without_wildcard() const {
  return is_wildcard() ? DnsName(text_.substr(kWildcardPrefix.size())) : *this;
}

std::optional<DnsName> DnsName::parent() const {
  const std::size_t dot = text_.find('.');
  return dot == text_.npos ? std::nullopt : std::optional(DnsName(text_.substr(dot + 1)));
}

std::size_t DnsName::label_count() const {
  return 1 + static_cast<std::size_t>(std::ranges::count(text_, '.'));
}

bool DnsName::is_under(const DnsName& domain) const {
  return text_.ends_with(domain.text_) && (text_.size() == domain.text_.size() ||
                                           text_[text_.size() - domain.text_.size() - 1] == '.');
}

}  // namespace chancery::x509
