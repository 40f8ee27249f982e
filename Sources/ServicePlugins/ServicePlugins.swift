public import ServiceCore
