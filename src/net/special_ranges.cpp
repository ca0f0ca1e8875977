// IANA IPv4 and IPv6 Special-Purpose Address Registries and multicast blocks, as of 2025-10.
// https://www.iana.org/assignments/iana-ipv4-special-registry/
// https://www.iana.org/assignments/iana-ipv6-special-registry/
// Blocks that the registry calls globally reachable are listed only where nobody could run a
// server of his own in them (anycast services, translation prefixes).
#include "net/address_filter.h"

namespace chancery::net {
namespace {

constexpr bool kOpens = true;
constexpr bool kStays = false;

constexpr SpecialRange kRanges[] = {
    {"0.0.0.0/8", "this network", "RFC 791 section 3.2", kStays},
    {"10.0.0.0/8", "private use", "RFC 1918", kOpens},
    {"100.64.0.0/10", "shared address space (CGNAT)", "RFC 6598", kOpens},
    {"127.0.0.0/8", "loopback", "RFC 1122 section 3.2.1.3", kOpens},
    {"169.254.0.0/16", "link local", "RFC 3927", kStays},
    {"172.16.0.0/12", "private use", "RFC 1918", kOpens},
    {"192.0.0.0/24", "IETF protocol assignments", "RFC 6890 section 2.1", kStays},
    {"192.0.2.0/24", "documentation (TEST-NET-1)", "RFC 5737", kStays},
    {"192.31.196.0/24", "AS112-v4", "RFC 7535", kStays},
    {"192.52.193.0/24", "AMT", "RFC 7450", kStays},
    {"192.88.99.0/24", "deprecated 6to4 relay anycast", "RFC 7526", kStays},
    {"192.168.0.0/16", "private use", "RFC 1918", kOpens},
    {"192.175.48.0/24", "direct delegation AS112 service", "RFC 7534", kStays},
    {"198.18.0.0/15", "benchmarking", "RFC 2544", kStays},
    {"198.51.100.0/24", "documentation (TEST-NET-2)", "RFC 5737", kStays},
    {"203.0.113.0/24", "documentation (TEST-NET-3)", "RFC 5737", kStays},
    {"224.0.0.0/4", "multicast", "RFC 5771", kStays},
    {"240.0.0.0/4", "reserved", "RFC 1112 section 4", kStays},
    {"255.255.255.255/32", "limited broadcast", "RFC 919 section 7", kStays},

    {"::/128", "unspecified address", "RFC 4291 section 2.5.2", kStays},
    {"::1/128", "loopback", "RFC 4291 section 2.5.3", kOpens},
    {"::ffff:0:0/96", "IPv4-mapped address", "RFC 4291 section 2.5.5.2", kStays},
    {"64:ff9b::/96", "IPv4-IPv6 translation", "RFC 6052", kStays},
    {"64:ff9b:1::/48", "IPv4-IPv6 translation, local use", "RFC 8215", kStays},
    {"100::/64", "discard only", "RFC 6666", kStays},
    {"100:0:0:1::/64", "dummy IPv6 prefix", "RFC 9780", kStays},
    {"2001::/23", "IETF protocol assignments (Teredo, ORCHID and others)", "RFC 2928", kStays},
    {"2001:db8::/32", "documentation", "RFC 3849", kStays},
    {"2002::/16", "6to4", "RFC 3056", kStays},
    {"2620:4f:8000::/48", "direct delegation AS112 service", "RFC 7534", kStays},
    {"3fff::/20", "documentation", "RFC 9637", kStays},
    {"5f00::/16", "segment routing (SRv6) SIDs", "RFC 9602", kStays},
    {"fc00::/7", "unique local", "RFC 4193", kOpens},
    {"fe80::/10", "link local", "RFC 4291 section 2.5.6", kStays},
    {"fec0::/10", "deprecated site local", "RFC 3879", kStays},
    {"ff00::/8", "multicast", "RFC 4291 section 2.7", kStays},
};

}  // namespace

std::span<const SpecialRange> special_ranges() {
  return kRanges;
}

}  // namespace chancery::net
