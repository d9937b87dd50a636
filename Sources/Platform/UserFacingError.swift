/// An error whose description is a message for the user: a program prints it as it is.
public protocol UserFacingError: Error, CustomStringConvertible {}
