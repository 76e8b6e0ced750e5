SELECT 'a
FROM (‘x’ 😀 "