namespace Athanor.Atoms;

/// <summary>Which of the three lattice directions repeat.</summary>
public readonly record struct Periodicity(bool A, bool B, bool C)
{
    public static Periodicity None => default;

    public static Periodicity All => new(true, true, true);

    /// <summary>True where at least one direction repeats.</summary>
    public bool Any => A || B || C;

    /// <summary>True where all three repeat: only then is there a volume, and a stress.</summary>
    public bool IsBulk => A && B && C;

    public bool this[int direction] => direction switch
    {
        0 => A,
        1 => B,
        2 => C,
        _ => throw new ArgumentOutOfRangeException(nameof(direction)),
    };

    public override string ToString() => $"{(A ? 'T' : 'F')} {(B ? 'T' : 'F')} {(C ? 'T' : 'F')}";
}
