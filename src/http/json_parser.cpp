#include <algorithm>
#include <array>
#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/value_stack.hpp>
#include <cmath>
#include <limits>

#include "http/errors.h"
#include "http/json.h"

namespace chancery::http {

namespace {

namespace json = boost::json;

/// Builds the value, as Boost.JSON's own parser does, and remembers the member names of every
/// object that is open to find one that comes twice. (Boost's parser silently keeps the last.)
class Builder final {
 public:
  static constexpr std::size_t max_object_size = std::numeric_limits<std::uint32_t>::max();
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  explicit Builder(json::storage_ptr storage) {
    stack_.reset(std::move(storage));
    names_.reserve(kUsualNames);
  }

  json::value take() { return stack_.release(); }
  const std::string& duplicate() const { return duplicate_; }

  bool on_document_begin(json::error_code& /*ec*/) { return true; }
  bool on_document_end(json::error_code& /*ec*/) { return true; }
  bool on_array_begin(json::error_code& /*ec*/) { return true; }
  bool on_array_end(std::size_t count, json::error_code& /*ec*/) {
    stack_.push_array(count);
    return true;
  }
  bool on_object_begin(json::error_code& /*ec*/) { return true; }
  bool on_object_end(std::size_t count, json::error_code& ec) {
    if (!names_differ(count)) {
      ec = json::error::syntax;
      return false;
    }
    stack_.push_object(count);
    return true;
  }
  bool on_key_part(json::string_view part, std::size_t /*size*/, json::error_code& ec) {
    name_.append(part.data(), part.size());
    stack_.push_chars(part);
    return without_nul(part, ec);
  }
  bool on_key(json::string_view part, std::size_t /*size*/, json::error_code& ec) {
    name_.append(part.data(), part.size());
    names_.push_back(std::move(name_));
    name_.clear();
    stack_.push_key(part);
    return without_nul(part, ec);
  }
  bool on_string_part(json::string_view part, std::size_t /*size*/, json::error_code& ec) {
    stack_.push_chars(part);
    return without_nul(part, ec);
  }
  bool on_string(json::string_view part, std::size_t /*size*/, json::error_code& ec) {
    stack_.push_string(part);
    return without_nul(part, ec);
  }
  bool on_number_part(json::string_view /*part*/, json::error_code& /*ec*/) { return true; }
  bool on_int64(std::int64_t number, json::string_view /*text*/, json::error_code& /*ec*/) {
    stack_.push_int64(number);
    return true;
  }
  bool on_uint64(std::uint64_t number, json::string_view /*text*/, json::error_code& /*ec*/) {
    stack_.push_uint64(number);
    return true;
  }
  bool on_double(double number, json::string_view /*text*/, json::error_code& ec) {
    if (!std::isfinite(number)) {
      ec = json::error::exponent_overflow;
      return false;
    }
    stack_.push_double(number);
    return true;
  }
  bool on_bool(bool flag, json::error_code& /*ec*/) {
    stack_.push_bool(flag);
    return true;
  }
  bool on_null(json::error_code& /*ec*/) {
    stack_.push_null();
    return true;
  }
  bool on_comment_part(json::string_view /*text*/, json::error_code& /*ec*/) { return true; }
  bool on_comment(json::string_view /*text*/, json::error_code& /*ec*/) { return true; }

 private:
  static bool without_nul(json::string_view text, json::error_code& ec) {
    if (text.find('\0') != json::string_view::npos) {
      ec = json::error::syntax;
      return false;
    }
    return true;
  }

  /// Looks at the names of the object that ends, the last `count`, and forgets them.
  bool names_differ(std::size_t count) {
    const auto first = names_.end() - static_cast<std::ptrdiff_t>(count);
    std::sort(first, names_.end());
    const auto twice = std::adjacent_find(first, names_.end());
    if (twice != names_.end()) {
      duplicate_ = *twice;
      return false;
    }
    names_.erase(first, names_.end());
    return true;
  }

  static constexpr std::size_t kUsualNames = 8;

  std::array<unsigned char, 1024> room_;  ///< for values that are not finished; it grows elsewhere
  json::value_stack stack_{json::storage_ptr(), room_.data(), room_.size()};
  std::vector<std::string> names_;
  std::string name_;
  std::string duplicate_;
};

constexpr std::size_t kLongestNameShown = 64;

}  // namespace

Result<json::value> parse_json(BytesView text, JsonLimits limits, json::storage_ptr storage) {
  if (text.size() > limits.max_bytes) {
    return fail(kJsonTooLarge, "limit", std::to_string(limits.max_bytes));
  }
  json::parse_options options;
  options.max_depth = limits.max_depth;
  json::basic_parser<Builder> parser(options, std::move(storage));
  json::error_code ec;
  const std::string_view characters = as_text(text);
  const std::size_t read = parser.write_some(false, characters.data(), characters.size(), ec);
  if (!parser.handler().duplicate().empty()) {
    return fail(kJsonDuplicateMember, "member",
                parser.handler().duplicate().substr(0, kLongestNameShown));
  }
  if (ec == json::error::too_deep) {
    return fail(kJsonTooDeep, "limit", std::to_string(limits.max_depth));
  }
  if (ec || read < characters.size()) {
    return fail(kJsonMalformed, {{"position", std::to_string(read)},
                                 {"reason", ec ? ec.message() : "text after the value"}});
  }
  return parser.handler().take();
}

}  // namespace chancery::http
