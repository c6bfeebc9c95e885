namespace Athanor.Quantum;

/// <summary>Electrons of one principal quantum number n and one angular momentum l: 3d5.</summary>
/// <param name="N">n, from 1.</param>
/// <param name="L">l: 0 (s) to 3 (f).</param>
/// <param name="Electrons">How many there are, 0 … 4l + 2.</param>
public readonly record struct Subshell(int N, int L, int Electrons)
{
    internal const string Letters = "spdf";

    /// <summary>4l + 2.</summary>
    public int Capacity => 4 * L + 2;

    /// <summary>Neither empty nor full.</summary>
    public bool IsOpen => Electrons > 0 && Electrons < Capacity;

    /// <summary>2S by Hund's first rule: one electron an orbital, spins parallel, before any two share one.</summary>
    internal int TwoS => Math.Min(Electrons, Capacity - Electrons);

    /// <summary>L by Hund's second rule: the largest that those spins leave, Σ m from m = l downwards.</summary>
    internal int HundL
    {
        get
        {
            var half = 2 * L + 1;
            var beyond = Electrons > half ? Electrons - half : Electrons;
            return beyond * (half - beyond) / 2;
        }
    }

    internal bool IsMoreThanHalf => Electrons > 2 * L + 1;

    public override string ToString() => $"{N}{Letters[L]}{Electrons}";
}
