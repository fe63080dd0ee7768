@testable import Editing
