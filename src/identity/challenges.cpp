#include "identity/challenges.h"

#include "base/encoding.h"
#include "crypto/hash.h"
#include "identity/errors.h"
#include "store/passkey_repository.h"

namespace chancery::identity {
namespace {

constexpr std::size_t kSize = 32;
constexpr std::size_t kMaxId = 256;

void append_number(Bytes& out, std::int64_t value) {
  for (unsigned shift = 64; shift > 0; shift -= 8) {
    out.push_back(static_cast<std::uint8_t>(static_cast<std::uint64_t>(value) >> (shift - 8)));
  }
}

/// Bound to the seal: what the question was for, and whose it was.
Bytes context_of(Purpose purpose, model::ConsoleSessionId session) {
  Bytes context = to_bytes("challenge");
  context.push_back(static_cast<std::uint8_t>(purpose));
  append_number(context, session.value());
  return context;
}

}  // namespace

Challenge Challenges::ask(Purpose purpose, model::ConsoleSessionId session) const {
  Challenge challenge{random_.bytes(kSize), {}};
  Bytes content = challenge.bytes;
  append_number(content, to_millis(clock_.now() + kLife));
  challenge.id = to_base64url(sealing_.seal(content, context_of(purpose, session), random_));
  return challenge;
}

Result<AskedChallenge> Challenges::open(std::string_view id, Purpose purpose,
                                        model::ConsoleSessionId session) const {
  const auto sealed = id.size() <= kMaxId ? from_base64url(id) : fail(kChallengeInvalid);
  const auto content = sealed ? sealing_.open(*sealed, context_of(purpose, session))
                              : Result<Secret>(fail(kChallengeInvalid));
  if (!content || content->size() != kSize + 8) {
    return fail(kChallengeInvalid);
  }
  const BytesView bytes = content->reveal();
  std::uint64_t expires = 0;
  for (const std::uint8_t octet : bytes.subspan(kSize)) {
    expires = expires << 8U | octet;
  }
  AskedChallenge asked{to_bytes(bytes.first(kSize)),
                       from_millis(static_cast<std::int64_t>(expires))};
  return clock_.now() < asked.expires ? Result<AskedChallenge>(std::move(asked))
                                      : fail(kChallengeInvalid);
}

Result<void> Challenges::spend(store::Transaction& tx, const AskedChallenge& challenge) {
  const bool fresh =
      TRY(store::PasskeyRepository::spend(tx, crypto::sha256(challenge.bytes), challenge.expires));
  return fresh ? Result<void>() : fail(kChallengeInvalid);
}

}  // namespace chancery::identity
