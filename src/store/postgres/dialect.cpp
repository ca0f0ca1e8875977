#include "store/postgres/dialect.h"

#include <cctype>
#include <utility>

namespace chancery::store {
namespace {

constexpr std::pair<std::string_view, std::string_view> kWords[] = {
    {"INTEGER", "BIGINT"}, {"BLOB", "BYTEA"}, {"TEXT", "TEXT COLLATE \"C\""},
    {"STRICT", ""},        {"WITHOUT", ""},   {"ROWID", ""},
};

std::string_view translate(std::string_view word) {
  for (const auto& [common, postgres] : kWords) {
    if (word == common) {
      return postgres;
    }
  }
  return word;
}

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

}  // namespace

std::string postgres_schema(std::string_view common) {
  std::string out;
  while (!common.empty()) {
    std::size_t length = 0;
    while (length < common.size() && is_word(common[length])) {
      ++length;
    }
    out += length > 0 ? translate(common.substr(0, length)) : common.substr(0, 1);
    common.remove_prefix(length > 0 ? length : 1);
  }
  // Of "STRICT, WITHOUT ROWID;" the comma is left.
  for (std::size_t at = 0; (at = out.find(',', at)) != std::string::npos; ++at) {
    const auto next = out.find_first_not_of(' ', at + 1);
    if (next != std::string::npos && out[next] == ';') {
      out.erase(at, 1);
    }
  }
  return out;
}

}  // namespace chancery::store
