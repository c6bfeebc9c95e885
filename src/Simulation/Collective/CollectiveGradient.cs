using System.Runtime.InteropServices;
using Athanor.Numerics;

namespace Athanor.Simulation;

/// <summary>
/// The gradient of a collective variable ξ, and its answer to strain, as sums over edges: with s = ∂ξ/∂r_ij, atom j gets s, atom i gets −s, and the strain r_ij ⊗ s. Filled again and again; grows, and never shrinks.
/// </summary>
public sealed class CollectiveGradient
{
    Vec3[] _atoms = [];
    Vec3[] _places = [];
    Vec3[] _slopes = [];
    double[] _numbers = [];
    int _count;

    /// <summary>∂ξ/∂r_i by atom, unit of ξ per Å.</summary>
    public Span<Vec3> Atoms => _atoms.AsSpan(0, _count);

    /// <summary>∂ξ/∂ε where r becomes r (1 + ε): Σ r_ij ⊗ ∂ξ/∂r_ij, unit of ξ.</summary>
    public Mat3 Strain { get; private set; }

    /// <summary>Σ |∂ξ/∂r_i|² / m_i, with masses in amu: what turns the velocity along ξ into one over √mass (1/amu times the square of the unit per Å).</summary>
    public double InverseMass(Atoms.Structure structure)
    {
        double sum = 0;
        for (var i = 0; i < _count; i++)
            sum += _atoms[i].LengthSquared / structure.MassOf(i);
        return sum;
    }

    /// <summary>All zero, for so many atoms.</summary>
    public void Reset(int count)
    {
        if (_atoms.Length < count)
            _atoms = new Vec3[count];
        _count = count;
        Atoms.Clear();
        Strain = Mat3.Zero;
    }

    /// <summary>Adds an edge's part.</summary>
    /// <param name="r">r_j − r_i, with the image that was taken, Å.</param>
    /// <param name="slope">∂ξ/∂r_ij.</param>
    internal void Edge(int i, int j, Vec3 r, Vec3 slope)
    {
        _atoms[j] += slope;
        _atoms[i] -= slope;
        Strain += Mat3.Outer(r, slope);
    }

    /// <summary>Adds the part of an atom whose place in space counts.</summary>
    internal void Atom(int i, Vec3 r, Vec3 slope)
    {
        _atoms[i] += slope;
        Strain += Mat3.Outer(r, slope);
    }

    /// <summary>Scratch: places of some atoms.</summary>
    internal Span<Vec3> Places(int count) => Room(ref _places, count);

    /// <summary>Scratch: slopes of some atoms.</summary>
    internal Span<Vec3> Slopes(int count) => Room(ref _slopes, count);

    /// <summary>Scratch.</summary>
    internal Span<double> Numbers(int count) => Room(ref _numbers, count);

    static Span<T> Room<T>(ref T[] array, int count)
    {
        if (array.Length < count)
            array = new T[count];
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(array), count);
    }
}
