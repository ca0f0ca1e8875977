#include "policy/countries.h"

#include <algorithm>
#include <vector>

#include "policy/places_table.h"

namespace chancery::policy {
namespace {

/// Up to the next `separator`, which is taken off `text` as well.
std::string_view cut(std::string_view& text, char separator) {
  const std::string_view piece = text.substr(0, text.find(separator));
  text.remove_prefix(std::min(text.size(), piece.size() + 1));
  return piece;
}

struct Table {
  std::string_view version;
  std::vector<State> states;
  std::vector<Country> countries;
};

/// The table is ours and its form is tested, so that nothing here fails.
Table read_table() {
  constexpr std::size_t kCountryCode = 2;
  Table table;
  std::string_view rest = places_table();
  table.version = cut(rest, '\n').substr(2);
  table.states.reserve(static_cast<std::size_t>(std::ranges::count(rest, '\n')));
  while (!rest.empty()) {
    std::string_view line = cut(rest, '\n');
    const std::string_view code = cut(line, '\t');
    if (code.size() == kCountryCode) {
      table.countries.push_back({code, line, {table.states.data() + table.states.size(), 0}});
      continue;
    }
    const std::string_view spellings = line;
    table.states.push_back({code, cut(line, '\t'), spellings});
    auto& states = table.countries.back().states;
    states = {states.data(), states.size() + 1};  // nothing moves: all was reserved
  }
  return table;
}

const Table& table() {
  static const Table kTable = read_table();
  return kTable;
}

}  // namespace

bool State::is_written(std::string_view text) const {
  for (std::string_view rest = spellings; !rest.empty();) {
    if (cut(rest, '\t') == text) {
      return true;
    }
  }
  return false;
}

std::span<const Country> countries() {
  return table().countries;
}

const Country* find_country(std::string_view code) {
  const auto all = countries();
  const auto found = std::ranges::lower_bound(all, code, {}, &Country::code);
  return found != all.end() && found->code == code ? &*found : nullptr;
}

std::string_view places_version() {
  return table().version;
}

bool is_country_code(std::string_view text) {
  return text == "XX" || find_country(text) != nullptr;
}

}  // namespace chancery::policy
