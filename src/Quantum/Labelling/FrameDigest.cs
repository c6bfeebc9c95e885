using System.Security.Cryptography;
using Athanor.Atoms;

namespace Athanor.Quantum.Labelling;

/// <summary>A fingerprint of frames, whatever file they come from: SHA-256 of what they would be in extended XYZ, where no bit of a number is lost.</summary>
sealed class FrameDigest : IDisposable
{
    readonly SHA256 _hash = SHA256.Create();
    readonly CryptoStream _stream;
    readonly ExtxyzWriter _writer;

    public FrameDigest()
    {
        _stream = new CryptoStream(Stream.Null, _hash, CryptoStreamMode.Write);
        _writer = new ExtxyzWriter(_stream);
    }

    public int Count { get; private set; }

    public void Add(Frame frame)
    {
        _writer.Write(frame);
        Count++;
    }

    /// <summary>Hexadecimal; nothing can be added afterwards.</summary>
    public string Finish()
    {
        _stream.FlushFinalBlock();
        return Convert.ToHexStringLower(_hash.Hash!);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _hash.Dispose();
    }
}
