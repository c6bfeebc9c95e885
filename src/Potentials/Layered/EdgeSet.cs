using Athanor.Numerics;

namespace Athanor.Potentials.Layered;

/// <summary>The directed edges of a structure, atom by atom, each with the one that leads back.</summary>
sealed unsafe class EdgeSet : IDisposable
{
    readonly AlignedBuffer<int> _start = new(), _target = new(), _back = new();
    readonly AlignedBuffer<Vec3> _vector = new();

    internal int Atoms { get; private set; }

    internal int Count { get; private set; }

    /// <summary>First edge of each atom; one more than there are atoms.</summary>
    internal int* Start => _start.Pointer;

    /// <summary>The atom that an edge leads to.</summary>
    internal int* Target => _target.Pointer;

    /// <summary>The edge from there back.</summary>
    internal int* Back => _back.Pointer;

    /// <summary>r_target − r_centre in its periodic image, Å. Of two opposite edges exactly opposite.</summary>
    internal Vec3* Vector => _vector.Pointer;

    /// <summary>Readies room; what stood there is lost.</summary>
    internal void Ready(int atoms, int count)
    {
        (Atoms, Count) = (atoms, count);
        _start.Require(atoms + 1);
        _target.Require(count + 1);
        _back.Require(count + 1);
        _vector.Require(count + 1);
    }

    internal EdgeSet Copy()
    {
        var copy = new EdgeSet();
        copy.Ready(Atoms, Count);
        new ReadOnlySpan<int>(Start, Atoms + 1).CopyTo(new Span<int>(copy.Start, Atoms + 1));
        new ReadOnlySpan<int>(Target, Count).CopyTo(new Span<int>(copy.Target, Count));
        new ReadOnlySpan<int>(Back, Count).CopyTo(new Span<int>(copy.Back, Count));
        new ReadOnlySpan<Vec3>(Vector, Count).CopyTo(new Span<Vec3>(copy.Vector, Count));
        return copy;
    }

    public void Dispose()
    {
        _start.Dispose();
        _target.Dispose();
        _back.Dispose();
        _vector.Dispose();
    }
}
