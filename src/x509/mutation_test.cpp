// Takes messages that openssl made apart, element by element, and breaks one element at a time: no
// reader may accept a second encoding of the same value, nor pass over what it did not read.
#include <functional>
#include <gtest/gtest.h>

#include "der/reader.h"
#include "der/writer.h"
#include "x509/certificate.h"
#include "x509/certificate_list.h"
#include "x509/certification_request.h"
#include "x509/ocsp_request.h"
#include "x509/ocsp_response.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using der::Tag;

// An element with its members; OCTET STRINGs that hold DER are taken apart as well.
struct Node {
  Tag tag;
  Bytes value;
  std::vector<Node> members;
};

// Extensions that the reader of a message keeps without looking into their values.
using Opaque = std::vector<Oid>;

std::vector<Node> take_apart(BytesView content, const Opaque& opaque);

bool is_opaque(const Node& node, const Opaque& opaque) {
  return node.tag == Tag::sequence && !node.members.empty() && node.members[0].tag == Tag::oid &&
         std::ranges::any_of(
             opaque, [&](const Oid& oid) { return equal(oid.content(), node.members[0].value); });
}

Node to_node(const der::Element& element, const Opaque& opaque) {
  Node node{element.tag, to_bytes(element.value), {}};
  const bool may_hold_der = element.tag == Tag::octet_string && !element.value.empty() &&
                            der::check_der(element.value).has_value();
  if (der::is_constructed(element.tag) || may_hold_der) {
    node.members = take_apart(element.value, opaque);
  }
  if (is_opaque(node, opaque)) {
    node.members.back().members.clear();
  }
  return node;
}

std::vector<Node> take_apart(BytesView content, const Opaque& opaque) {
  std::vector<Node> nodes;
  for (der::Reader in(content); !in.at_end();) {
    nodes.push_back(to_node(in.read_any().value(), opaque));
  }
  return nodes;
}

// How the node at the turn is written; all others are written as they were.
using WriteNode = std::function<Bytes(const Node&, const Bytes& content)>;

Bytes plain(const Node& node, const Bytes& content) {
  Bytes out = der::header(node.tag, content.size());
  append(out, content);
  return out;
}

Bytes put_together(const Node& node, int& turn, const WriteNode& write) {
  const bool is_turn = turn-- == 0;
  Bytes content = node.value;
  if (!node.members.empty()) {
    content.clear();
    for (const Node& member : node.members) {
      append(content, put_together(member, turn, write));
    }
  }
  return is_turn ? write(node, content) : plain(node, content);
}

int count(const Node& node) {
  int nodes = 1;
  for (const Node& member : node.members) {
    nodes += count(member);
  }
  return nodes;
}

// A length in one octet more than it needs.
Bytes with_long_length(const Node& node, const Bytes& content) {
  Bytes out = der::header(node.tag, content.size());
  if (out.size() == 2) {
    out.insert(out.begin() + 1, 0x81);
  } else {
    ++out[1];
    out.insert(out.begin() + 2, 0);
  }
  append(out, content);
  return out;
}

Bytes with_indefinite_length(const Node& node, const Bytes& content) {
  Bytes out{static_cast<std::uint8_t>(node.tag), 0x80};
  append(out, content);
  append(out, Bytes{0, 0});
  return out;
}

Bytes with_high_tag_form(const Node& node, const Bytes& content) {
  Bytes out = plain(node, content);
  const auto tag = static_cast<std::uint8_t>(node.tag);
  out[0] = static_cast<std::uint8_t>(tag | 0x1f);
  out.insert(out.begin() + 1, static_cast<std::uint8_t>(tag & 0x1f));
  return out;
}

Bytes with_other_form(const Node& node, const Bytes& content) {
  Bytes out = plain(node, content);
  out[0] ^= 0x20;  // primitive for constructed, and the reverse
  return out;
}

Bytes with_null_behind(const Node& node, const Bytes& content) {
  Bytes longer = content;
  append(longer, Bytes{0x05, 0x00});
  return plain(node, longer);
}

Bytes with_padded_integer(const Node& node, const Bytes& content) {
  Bytes longer = content;
  longer.insert(longer.begin(), 0);
  return plain(node, longer);
}

using Parse = std::function<bool(const Bytes&)>;

struct Case {
  std::string file;
  Parse parse;
  Opaque opaque;
};

// Readers of whole messages; true means accepted.
std::vector<Case> cases() {
  const Parse certificate = [](const Bytes& der) { return Certificate::parse(der).has_value(); };
  const Parse request = [](const Bytes& der) {
    return CertificationRequest::parse(der).has_value();
  };
  const Parse list = [](const Bytes& der) { return CertificateList::parse(der).has_value(); };
  const Parse question = [](const Bytes& der) { return OcspRequest::parse(der).has_value(); };
  const Parse answer = [](const Bytes& der) { return OcspResponse::parse(der).has_value(); };
  return {{"leaf.der", certificate, {}},
          {"sub.der", certificate, {}},
          {"ocsp.der", certificate, {kOcspNoCheck}},
          {"pss-sha256.der", certificate, {}},
          {"csr-p256.der", request, {kKeyUsage}},
          {"csr-rsa2048.der", request, {kKeyUsage}},
          {"csr-challenge.der", request, {}},
          {"crl.der", list, {kAuthorityKeyIdentifier}},
          {"crl-empty.der", list, {kAuthorityKeyIdentifier}},
          {"ocsp-request-nonce.der", question, {}},
          {"ocsp-request.der", question, {}},
          {"ocsp-response-good.der", answer, {}},
          {"ocsp-response-revoked.der", answer, {kOcspNoCheck}}};
}

// Breaks each element that `applies` names, one at a time; `accepted` is told what got through.
void break_each(const Case& test_case, const std::function<bool(const Node&)>& applies,
                const WriteNode& write, const std::function<void(const Bytes&, int)>& accepted) {
  const Bytes good = test_data(test_case.file);
  ASSERT_TRUE(test_case.parse(good)) << test_case.file;
  const Node root = to_node(der::Reader(good).read_any().value(), test_case.opaque);
  int whole = 0;
  ASSERT_EQ(put_together(root, whole, plain), good) << test_case.file;
  const int nodes = count(root);
  for (int i = 0; i < nodes; ++i) {
    int turn = i;
    bool applied = false;
    const Bytes broken = put_together(root, turn, [&](const Node& node, const Bytes& content) {
      applied = applies(node);
      return applied ? write(node, content) : plain(node, content);
    });
    if (applied && test_case.parse(broken)) {
      accepted(broken, i);
    }
  }
}

void expect_refused(const std::function<bool(const Node&)>& applies, const WriteNode& write) {
  for (const Case& test_case : cases()) {
    break_each(test_case, applies, write, [&](const Bytes& broken, int node) {
      ADD_FAILURE() << test_case.file << " element " << node << ": " << to_hex(broken);
    });
  }
}

bool any(const Node&) {
  return true;
}
bool has_members(const Node& node) {
  return !node.members.empty();
}

TEST(Mutation, NoLengthMayBeLongerThanItNeeds) {
  expect_refused(any, with_long_length);
}

TEST(Mutation, NoLengthMayBeIndefinite) {
  expect_refused(any, with_indefinite_length);
}

TEST(Mutation, NoTagMayBeWrittenInTheHighForm) {
  expect_refused(any, with_high_tag_form);
}

TEST(Mutation, NoElementMayChangeBetweenPrimitiveAndConstructed) {
  // Members of otherName, which are anything, are passed over; they are none of the universal ones.
  expect_refused([](const Node& node) { return static_cast<unsigned>(node.tag) < 0x80; },
                 with_other_form);
}

TEST(Mutation, NoIntegerMayBePadded) {
  expect_refused(
      [](const Node& node) {
        return (node.tag == Tag::integer || node.tag == Tag::enumerated) && node.value[0] < 0x80;
      },
      with_padded_integer);
}

TEST(Mutation, NoMessageMayLackItsEnd) {
  expect_refused(has_members, [](const Node& node, const Bytes& content) {
    Bytes out = plain(node, content);
    out.pop_back();
    return out;
  });
}

// AlgorithmIdentifier: its parameters are looked at when the signature or key is used.
bool is_algorithm(const Node& node) {
  return node.tag == Tag::sequence && !node.members.empty() && node.members[0].tag == Tag::oid &&
         (node.members.size() == 1 || node.members[1].tag == Tag::oid ||
          node.members[1].tag == Tag::null);
}

TEST(Mutation, NothingMayHideBehindTheLastMember) {
  for (const Case& test_case : cases()) {
    const auto not_algorithm = [](const Node& node) {
      return has_members(node) && !is_algorithm(node);
    };
    break_each(test_case, not_algorithm, with_null_behind, [&](const Bytes& broken, int node) {
      // Accepted only in a part that is kept whole (an otherName, a policy qualifier): written
      // again, it must still be there.
      const auto certificate = Certificate::parse(broken);
      ASSERT_TRUE(certificate) << test_case.file << " element " << node << ": " << to_hex(broken);
      EXPECT_EQ(certificate->tbs().encode(), to_bytes(certificate->tbs_der()));
    });
  }
}

TEST(Mutation, AnAlgorithmWithMoreParametersIsNeverUsed) {
  for (const std::string file : {"csr-p256.der", "csr-rsa2048.der", "csr-challenge.der"}) {
    const Case test_case{file,
                         [](const Bytes& der) {
                           const auto csr = CertificationRequest::parse(der);
                           return csr && csr->verify_signature();
                         },
                         {}};
    break_each(test_case, is_algorithm, with_null_behind, [&](const Bytes& broken, int node) {
      ADD_FAILURE() << file << " element " << node << ": " << to_hex(broken);
    });
  }
}

TEST(Mutation, NoOneByteMayBeInsertedAnywhere) {
  for (const Case& test_case : cases()) {
    const Bytes good = test_data(test_case.file);
    for (std::size_t i = 0; i <= good.size(); ++i) {
      Bytes longer = good;
      longer.insert(longer.begin() + static_cast<std::ptrdiff_t>(i), 0);
      EXPECT_FALSE(test_case.parse(longer)) << test_case.file << " at " << i;
    }
  }
}

TEST(Mutation, NoBitFlipCrashesAReader) {
  for (const Case& test_case : cases()) {
    const Bytes good = test_data(test_case.file);
    int accepted = 0;
    for (std::size_t bit = 0; bit < good.size() * 8; ++bit) {
      Bytes changed = good;
      changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
      accepted += test_case.parse(changed) ? 1 : 0;
    }
    EXPECT_LT(accepted, static_cast<int>(good.size() * 8)) << test_case.file;
  }
}

}  // namespace
}  // namespace chancery::x509
