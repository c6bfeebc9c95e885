using System.Security.Cryptography;
using System.Text;

namespace Athanor.App.Studio;

/// <summary>The secret that lets a visitor in. Guesses are compared in a time that does not depend on how much of them is right.</summary>
sealed class StudioKey
{
    /// <summary>Shorter ones could be guessed.</summary>
    public const int Shortest = 12;

    readonly byte[] _digest;

    /// <exception cref="UsageException">It is too short, or has characters that an address cannot carry as they are.</exception>
    public StudioKey(string text)
    {
        if (text.Length < Shortest)
            throw new UsageException($"--token wants {Shortest} characters or more, not {text.Length}; or leave its value out, and a random one is made.");
        if (!text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            throw new UsageException("--token may hold letters, digits, -, _ and . alone, because it is part of an address; or leave its value out, and a random one is made.");
        (Text, _digest) = (text, Digest(text));
    }

    public string Text { get; }

    /// <summary>A new one of 192 random bits.</summary>
    public static StudioKey Random() => new(Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_'));

    // Digests are equally long, so neither the comparison nor a refusal before it tells the length.
    public bool Opens(string? guess) => guess is not null && CryptographicOperations.FixedTimeEquals(_digest, Digest(guess));

    static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
