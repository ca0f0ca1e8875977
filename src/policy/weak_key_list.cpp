#include "policy/weak_key_list.h"

#include <algorithm>
#include <fstream>
#include <optional>

#include "base/encoding.h"
#include "crypto/hash.h"
#include "crypto/public_key.h"
#include "policy/errors.h"

namespace chancery::policy {
namespace {

constexpr std::size_t kDebianDigits = 20;  // 80 bits
constexpr std::size_t kSha256Digits = 64;
constexpr std::size_t kLongestLine = 4096;
constexpr std::size_t kUncompressed = 1;  // the octet before an EC point's coordinates

std::uint64_t head_of(BytesView octets) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < sizeof head; ++i) {
    head = head << 8U | octets[i];
  }
  return head;
}

std::optional<std::uint64_t> head_of_hex(std::string_view digits) {
  const auto octets = from_hex(digits);
  return octets && octets->size() >= sizeof(std::uint64_t) ? std::optional(head_of(*octets))
                                                           : std::nullopt;
}

bool holds(const std::vector<std::uint64_t>& sorted, std::uint64_t head) {
  return std::ranges::binary_search(sorted, head);
}

std::uint64_t debian_name(BytesView modulus) {
  std::string text = "Modulus=" + to_hex(modulus) + '\n';
  std::ranges::transform(text.begin() + 8, text.end(), text.begin() + 8,
                         [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  const crypto::Sha1Digest digest = crypto::sha1(as_bytes(text));
  return head_of(BytesView(digest).subspan(digest.size() - kDebianDigits / 2));
}

}  // namespace

bool WeakKeyList::add_line(std::string_view line) {
  const std::string_view first = line.substr(0, line.find_first_of(",; \t"));
  const auto head = head_of_hex(first);
  if (head && first.size() == kDebianDigits) {
    sha1_.push_back(*head);
    return true;
  }
  if (head && first.size() == kSha256Digits) {
    sha256_.push_back(*head);
    return true;
  }
  return false;
}

Result<void> WeakKeyList::add(std::istream& in, const std::string& name) {
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (!line.empty() && line.back() == '\r') {
      line.pop_back();
    }
    const bool skipped = line.empty() || line.front() == '#';
    const bool taken = skipped || (line.size() <= kLongestLine && add_line(line));
    if ((!taken && number > 1) || size() > kMaxKeys) {
      return fail(kWeakKeyListUnreadable, {{"file", name}, {"line", std::to_string(number)}});
    }
  }
  return {};
}

void WeakKeyList::seal() {
  for (auto* heads : {&sha1_, &sha256_}) {
    std::ranges::sort(*heads);
    heads->erase(std::unique(heads->begin(), heads->end()), heads->end());
    heads->shrink_to_fit();
  }
}

Result<WeakKeyList> WeakKeyList::load(std::span<const std::string> files) {
  WeakKeyList list;
  for (const std::string& file : files) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
      return fail(kWeakKeyListUnreadable, "file", file);
    }
    TRY(list.add(in, file));
  }
  list.seal();
  return list;
}

bool WeakKeyList::contains(const crypto::PublicKey& key) const {
  const BytesView modulus = key.rsa_modulus();
  if (!modulus.empty()) {
    return holds(sha256_, head_of(crypto::sha256(modulus))) ||
           (!sha1_.empty() && holds(sha1_, debian_name(modulus)));
  }
  const auto curve = crypto::curve_of(key.spec());
  return curve && holds(sha256_, head_of(crypto::sha256(key.key_bits().subspan(
                                     kUncompressed, crypto::field_size(*curve)))));
}

Result<void> check_not_listed(const WeakKeyList& list, const crypto::PublicKey& key) {
  if (list.contains(key)) {
    return fail(kKeyWeak, {{"seen", crypto::display_name(key.spec())},
                           {"rule", "key_listed_weak"},
                           {"citation", "TLS BR 6.1.1.3 (5.1); CVE-2008-0166"}});
  }
  return {};
}

}  // namespace chancery::policy
