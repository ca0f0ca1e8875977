#include "der/time.h"

#include <chrono>
#include <optional>
#include <string>

#include "der/errors.h"

namespace chancery::der {
namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

std::optional<int> two_digits(BytesView content, std::size_t at) {
  const unsigned tens = content[at] - '0';
  const unsigned ones = content[at + 1] - '0';
  return tens > 9 || ones > 9 ? std::nullopt : std::optional(static_cast<int>(tens * 10 + ones));
}

std::unexpected<Error> malformed(BytesView content) {
  std::string seen(as_text(content.first(std::min<std::size_t>(content.size(), 32))));
  for (char& c : seen) {
    c = c >= ' ' && c <= '~' ? c : '?';
  }
  return fail(kDerTime, "seen", std::move(seen));
}

// MMDDHHMMSSZ in the last eleven octets, behind a year that was read already.
std::optional<Seconds> read_within_year(int year, BytesView tail) {
  const auto month = two_digits(tail, 0);
  const auto day = two_digits(tail, 2);
  const auto hour = two_digits(tail, 4);
  const auto minute = two_digits(tail, 6);
  const auto second = two_digits(tail, 8);
  if (!month || !day || !hour || !minute || !second || tail[10] != 'Z') {
    return std::nullopt;
  }
  const year_month_day date(std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(*month)),
                            std::chrono::day(static_cast<unsigned>(*day)));
  if (!date.ok() || *hour > 23 || *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  return sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

void put_two(TimeText& out, unsigned value) {
  out.text[out.size++] = static_cast<char>('0' + value / 10 % 10);
  out.text[out.size++] = static_cast<char>('0' + value % 10);
}

TimeText time_text(Seconds time, bool with_century) {
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const year_month_day date(midnight);
  const auto of_day = static_cast<unsigned>((time - midnight).count());
  const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
  TimeText out{{}, 0};
  if (with_century) {
    put_two(out, year / 100);
  }
  put_two(out, year % 100);
  put_two(out, static_cast<unsigned>(date.month()));
  put_two(out, static_cast<unsigned>(date.day()));
  put_two(out, of_day / 3600);
  put_two(out, of_day / 60 % 60);
  put_two(out, of_day % 60);
  out.text[out.size++] = 'Z';
  return out;
}

}  // namespace

Result<Seconds> parse_utc_time(BytesView content) {
  const auto year = content.size() == 13 ? two_digits(content, 0) : std::nullopt;
  const auto time = year ? read_within_year(*year + (*year >= 50 ? 1900 : 2000), content.subspan(2))
                         : std::nullopt;
  if (!time) {
    return malformed(content);
  }
  return *time;
}

Result<Seconds> parse_generalized_time(BytesView content) {
  const bool long_enough = content.size() == 15;
  const auto century = long_enough ? two_digits(content, 0) : std::nullopt;
  const auto year = long_enough ? two_digits(content, 2) : std::nullopt;
  const auto time =
      century && year ? read_within_year(*century * 100 + *year, content.subspan(4)) : std::nullopt;
  if (!time) {
    return malformed(content);
  }
  return *time;
}

TimeText utc_time_text(Seconds time) {
  return time_text(time, false);
}

TimeText generalized_time_text(Seconds time) {
  return time_text(time, true);
}

}  // namespace chancery::der
