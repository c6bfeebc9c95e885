namespace Athanor.Quantum;

/// <summary>Numbers of correlated and virtual orbitals of either spin.</summary>
internal readonly record struct SpinSpace(int OccupiedAlpha, int VirtualAlpha, int OccupiedBeta, int VirtualBeta)
{
    /// <summary>Orbitals in a space, 'o' or 'v', of a spin, 'α' or 'β'.</summary>
    public int Size(char space, char spin) => (space, spin) switch
    {
        ('o', 'α') => OccupiedAlpha,
        ('v', 'α') => VirtualAlpha,
        ('o', _) => OccupiedBeta,
        _ => VirtualBeta,
    };

    /// <summary>True where no electron can be excited.</summary>
    public bool IsEmpty => OccupiedAlpha * VirtualAlpha + OccupiedBeta * VirtualBeta == 0;
}
