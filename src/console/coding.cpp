#include "console/coding.h"

#include "http/headers.h"

namespace chancery::console {

namespace {

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

/// True for ";q=0", ";q=0.000": what the client must not be sent.
bool is_refused(std::string_view parameters) {
  const auto weight = trim(parameters);
  return (weight.starts_with("q=") || weight.starts_with("Q=")) &&
         weight.find_first_not_of("0.", 2) == std::string_view::npos;
}

struct Wishes {
  bool gzip = false;
  bool brotli = false;
};

void read_wish(std::string_view element, Wishes& wishes) {
  const auto semicolon = element.find(';');
  const auto name = trim(element.substr(0, semicolon));
  const bool accepted =
      semicolon == std::string_view::npos || !is_refused(element.substr(semicolon + 1));
  if (name == "*") {
    wishes.gzip = wishes.gzip || accepted;
    wishes.brotli = wishes.brotli || accepted;
  } else if (http::equal_ignoring_case(name, "br")) {
    wishes.brotli = accepted;
  } else if (http::equal_ignoring_case(name, "gzip")) {
    wishes.gzip = accepted;
  }
}

}  // namespace

std::string_view to_text(Coding coding) {
  switch (coding) {
    case Coding::brotli:
      return "br";
    case Coding::gzip:
      return "gzip";
    case Coding::identity:
      break;
  }
  return "";
}

Coding choose_coding(std::string_view accept_encoding) {
  Wishes wishes;
  while (!accept_encoding.empty()) {
    const auto comma = accept_encoding.find(',');
    read_wish(accept_encoding.substr(0, comma), wishes);
    accept_encoding.remove_prefix(comma == std::string_view::npos ? accept_encoding.size()
                                                                  : comma + 1);
  }
  if (wishes.brotli) {
    return Coding::brotli;
  }
  return wishes.gzip ? Coding::gzip : Coding::identity;
}

}  // namespace chancery::console
