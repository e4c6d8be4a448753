import Kernel
import Testing

@Suite struct NetworkAddressTests {
    @Test(arguments: ["93.184.216.34", "8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:2800:220:1:248:1893:25c8:1946", "2a00:1450:4009:80b::200e", "::ffff:8.8.8.8"])
    func `The internet is public`(text: String) throws { #expect(try #require(NetworkAddress(text)).isPublic) }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "192.0.2.1", "198.18.0.1", "203.0.113.9", "::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "ff02::1", "2001:db8::1", "2001::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2002:a00:1::1",
    ])
    func `Everything else is not`(text: String) throws { #expect(!(try #require(NetworkAddress(text)).isPublic)) }

    @Test func `Loopback is this machine`() {
        #expect(["127.0.0.1", "::1", "::ffff:127.0.0.1"].allSatisfy { NetworkAddress($0)?.isLoopback == true })
        #expect(["128.0.0.1", "::2", "8.8.8.8"].allSatisfy { NetworkAddress($0)?.isLoopback == false })
    }

    @Test(arguments: ["", "localhost", "1.2.3", "1.2.3.4.5", "[::1]", "0x7f.0.0.1", "fe80::1%eth0"]) func `What is no address is none`(text: String) {
        #expect(NetworkAddress(text) == nil)
    }
}
