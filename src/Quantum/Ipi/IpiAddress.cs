using System.Net;
using System.Net.Sockets;
using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>Where two programs meet that speak i-PI's protocol: <c>unix:NAME</c>, the socket <c>/tmp/ipi_NAME</c>, or <c>HOST:PORT</c>.</summary>
public sealed class IpiAddress
{
    /// <summary>What i-PI, ASE, LAMMPS, CP2K and Quantum ESPRESSO put before a name.</summary>
    const string UnixPrefix = "/tmp/ipi_";

    /// <summary>Bytes of a path that every system's socket address has room for (108 on Linux, 104 on macOS, a zero at the end).</summary>
    const int LongestPath = 103;

    readonly string _host = "";
    readonly int _port;

    IpiAddress(string path, string text) => (Path, Text) = (path, text);

    IpiAddress(string host, int port)
    {
        (_host, _port) = (host, port);
        Text = $"{host}:{port}";
    }

    /// <summary>As it is written: <c>unix:name</c> or <c>localhost:31415</c>.</summary>
    public string Text { get; }

    /// <summary>The file of a Unix socket; null for TCP.</summary>
    public string? Path { get; }

    /// <summary>What a client is told: "/tmp/ipi_name", or "localhost, port 31415".</summary>
    public string Place => Path ?? $"{_host}, port {_port}";

    /// <summary>
    /// Reads <c>unix:NAME</c> or <c>HOST:PORT</c>; <c>NAME:UNIX</c>, as Quantum ESPRESSO writes it, too. A name that begins with / is a path as it stands. The host <c>*</c>,
    /// where one listens, is every address of this machine.
    /// </summary>
    /// <exception cref="PotentialException">It is neither.</exception>
    public static IpiAddress Parse(string text)
    {
        const string UnixWord = "unix:";
        if (text.StartsWith(UnixWord, StringComparison.OrdinalIgnoreCase))
            return Unix(text[UnixWord.Length..]);
        var colon = text.LastIndexOf(':');
        var (before, after) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        if (after.Equals("UNIX", StringComparison.Ordinal))
            return Unix(before);
        if (before.Length == 0 || before.Any(char.IsWhiteSpace) || !int.TryParse(after, out var port))
            throw new PotentialException($"'{text}' is not an address for i-PI's protocol: write unix:NAME (the socket {UnixPrefix}NAME) or HOST:PORT, as in localhost:31415.");
        if (port is < 1 or > 65535)
            throw new PotentialException($"'{text}': a port is a number from 1 to 65535 (31415 is the usual one).");
        return new IpiAddress(before, port);
    }

    static IpiAddress Unix(string name)
    {
        var path = name.StartsWith('/') ? name : UnixPrefix + name;
        if (name.Length == 0 || name.Any(c => char.IsControl(c)))
            throw new PotentialException("unix: wants the name of the socket after it, as in unix:water.");
        if (System.Text.Encoding.UTF8.GetByteCount(path) > LongestPath)
            throw new PotentialException($"The socket's path {path[..40]}… has more than {LongestPath} bytes; take a shorter name.");
        return new IpiAddress(path, $"unix:{name}");
    }

    internal Socket NewSocket() => Path is null
        ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true }
        : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <exception cref="PotentialException">Nobody knows the host.</exception>
    internal EndPoint EndPoint()
    {
        if (Path is not null)
            return new UnixDomainSocketEndPoint(Path);
        if (_host == "*")
            return new IPEndPoint(IPAddress.Any, _port);
        try
        {
            // i-PI, ASE and LAMMPS know nothing of the other family.
            if (Dns.GetHostAddresses(_host, AddressFamily.InterNetwork) is [var first, ..])
                return new IPEndPoint(first, _port);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new PotentialException($"There is no host '{_host}' ({e.Message.TrimEnd('.')}).", e);
        }
        throw new PotentialException($"The host '{_host}' has no IPv4 address.");
    }

    public override string ToString() => Text;
}
