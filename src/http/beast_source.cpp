// The compiled part of Boost.Beast, once for the program (BOOST_BEAST_SEPARATE_COMPILATION). Beast
// is included here and in request_reader.cpp, nowhere else: it costs seconds and a gigabyte.
#include <boost/beast/src.hpp>
