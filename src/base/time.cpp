#include "base/time.h"

#include <fmt/format.h>
#include <optional>

#include "base/errors.h"

namespace chancery {
namespace {

// Reads fields off the front of an RFC 3339 text; any misstep leaves it failed.
class FieldReader {
 public:
  explicit FieldReader(std::string_view text) : rest_(text) {}

  std::optional<int> number(std::size_t digits) {
    if (rest_.size() < digits) {
      return std::nullopt;
    }
    int value = 0;
    for (const char c : rest_.substr(0, digits)) {
      if (c < '0' || c > '9') {
        return std::nullopt;
      }
      value = value * 10 + (c - '0');
    }
    rest_.remove_prefix(digits);
    return value;
  }

  bool skip(std::string_view any_of) {
    if (rest_.empty() || any_of.find(rest_.front()) == any_of.npos) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  [[nodiscard]] bool at_end() const { return rest_.empty(); }
  [[nodiscard]] char front() const { return rest_.empty() ? '\0' : rest_.front(); }

 private:
  std::string_view rest_;
};

std::optional<std::chrono::sys_days> read_date(FieldReader& in) {
  const auto year = in.number(4);
  const bool dash1 = in.skip("-");
  const auto month = in.number(2);
  const bool dash2 = in.skip("-");
  const auto day = in.number(2);
  if (!year || !dash1 || !month || !dash2 || !day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

std::optional<Duration> read_fraction(FieldReader& in) {
  if (!in.skip(".")) {
    return Duration(0);
  }
  int millis = 0;
  int digits = 0;
  while (in.front() >= '0' && in.front() <= '9') {
    const int digit = *in.number(1);
    if (digits < 3) {
      millis = millis * 10 + digit;
    }
    ++digits;
  }
  for (int i = digits; i < 3; ++i) {
    millis *= 10;
  }
  return digits > 0 ? std::optional(Duration(millis)) : std::nullopt;
}

std::optional<std::chrono::minutes> read_offset(FieldReader& in) {
  if (in.skip("Zz")) {
    return std::chrono::minutes(0);
  }
  const bool negative = in.front() == '-';
  if (!in.skip("+-")) {
    return std::nullopt;
  }
  const auto hours = in.number(2);
  const bool colon = in.skip(":");
  const auto minutes = in.number(2);
  if (!hours || !colon || !minutes || *hours > 23 || *minutes > 59) {
    return std::nullopt;
  }
  const std::chrono::minutes offset(*hours * 60 + *minutes);
  return negative ? -offset : offset;
}

std::optional<Time> read_time(FieldReader& in) {
  const auto date = read_date(in);
  if (!date || in.at_end()) {
    return date;
  }
  const bool separator = in.skip("Tt ");
  const auto hour = in.number(2);
  const bool colon1 = in.skip(":");
  const auto minute = in.number(2);
  const bool colon2 = in.skip(":");
  const auto second = in.number(2);
  if (!separator || !hour || !colon1 || !minute || !colon2 || !second || *hour > 23 ||
      *minute > 59 || *second > 59) {
    return std::nullopt;
  }
  const auto fraction = read_fraction(in);
  const auto offset = fraction ? read_offset(in) : std::nullopt;
  if (!offset || !in.at_end()) {
    return std::nullopt;
  }
  return Time(*date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second) + *fraction - *offset;
}

}  // namespace

Time SystemClock::now() const {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

std::string to_rfc3339(Time time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(days);
  const std::chrono::hh_mm_ss clock(time - days);
  const auto millis = clock.subseconds().count();
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     millis == 0 ? "" : fmt::format(".{:03}", millis));
}

Result<Time> parse_time(std::string_view text) {
  FieldReader in(text);
  const auto time = read_time(in);
  if (!time) {
    return fail(kTimeMalformed, "seen", std::string(text.substr(0, 64)));
  }
  return *time;
}

}  // namespace chancery
