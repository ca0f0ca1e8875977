module chancery/reader

go 1.25
