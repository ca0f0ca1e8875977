// Some thousand certificates side by side, as lists and searches look at them: the columns that
// filters read, and the text that a search runs through.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "model/issued_certificate.h"

namespace chancery::store {

/// What a filter can ask about one certificate. Views borrow from what they were read from.
struct CertificateEntry {
  model::CertificateId id;
  model::AccountId owner;
  model::IssuerId issuer;
  std::string_view profile;
  Time not_before{};
  Time not_after{};
  std::string_view names;       ///< one a line (block_names)
  std::int64_t key_prefix = 0;  ///< from the table only: blocks hold no keys (certificate_keys.h)
};

/// Collects entries in the order of their ids.
class CertificateBlockBuilder final {
 public:
  void add(const CertificateEntry& entry);

  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] Bytes facts() const;
  [[nodiscard]] const Bytes& names() const { return names_; }

 private:
  std::size_t size_ = 0;
  Bytes rows_;
  Bytes ends_;  ///< where each one's names end
  Bytes names_;
  std::vector<std::string> words_;  ///< profiles, and numbers of owners and issuers
  std::map<std::string, std::uint16_t, std::less<>> places_;
  std::uint16_t word(std::string_view text);
};

/// Reads a block; borrows `facts` and `names`. Reading in random order costs nanoseconds.
class CertificateBlock final {
 public:
  /// `names` may be left out (empty) when nobody asks for them. Errors: kStoreCorrupt.
  [[nodiscard]] static Result<CertificateBlock> open(BytesView facts, BytesView names);

  [[nodiscard]] std::size_t size() const { return size_; }
  /// Precondition: `index < size()`.
  [[nodiscard]] CertificateEntry at(std::size_t index) const;

  /// The indexes, ascending, of those that have `part` in one of their names. All, when `part` is
  /// empty. Precondition: no line end in `part`.
  [[nodiscard]] std::vector<std::size_t> having(std::string_view part) const;

 private:
  [[nodiscard]] std::size_t end_of(std::size_t index) const;

  std::size_t size_ = 0;
  BytesView rows_;
  BytesView ends_;
  std::string_view names_;
  std::vector<std::string_view> words_;
  std::vector<std::int64_t> numbers_;  ///< of words_, where they are numbers
};

/// `names` as a block holds them: ASCII letters in lower case.
[[nodiscard]] std::string block_names(const std::vector<model::CertificateName>& names);

}  // namespace chancery::store
