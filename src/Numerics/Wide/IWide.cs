namespace Athanor.Numerics;

/// <summary>
/// A number of <see cref="Lanes"/> lanes of <typeparamref name="TScalar"/> (float or double) that can be read from and written to memory.
/// A kernel over it says in its header what a lane is: an atom, an edge, a channel, a matrix.
/// </summary>
public interface IWide<TSelf, TScalar> : IReal<TSelf>
    where TSelf : struct, IWide<TSelf, TScalar>
    where TScalar : unmanaged
{
    /// <summary>Number of lanes; a constant to the JIT.</summary>
    static abstract int Lanes { get; }

    /// <summary>0, 1, 2 … Lanes − 1.</summary>
    static abstract TSelf Iota { get; }

    /// <summary>One scalar in every lane.</summary>
    static abstract TSelf Broadcast(TScalar a);

    /// <summary>Lanes scalars from <paramref name="p"/>[<paramref name="i"/>] on; no alignment asked.</summary>
    static abstract TSelf Load(ref TScalar p, nint i);

    /// <summary>Writes all lanes to <paramref name="p"/>[<paramref name="i"/>] on.</summary>
    static abstract void Store(TSelf v, ref TScalar p, nint i);

    /// <summary>The first <paramref name="count"/> (0 to Lanes) lanes from memory, zero in the others; touches nothing beyond. For ragged ends.</summary>
    static abstract TSelf LoadFirst(ref TScalar p, nint i, int count);

    /// <summary>Writes the first <paramref name="count"/> (0 to Lanes) lanes and nothing else.</summary>
    static abstract void StoreFirst(TSelf v, ref TScalar p, nint i, int count);

    /// <summary>Lane k is table[index[k]].</summary>
    static abstract TSelf Gather(ref TScalar table, ref int index);

    /// <summary>The scalar in one lane.</summary>
    static abstract TScalar Lane(TSelf v, int lane);

    /// <summary>Sum of the lanes: halves added to halves, down to one.</summary>
    static abstract TScalar Sum(TSelf v);

    /// <summary>Sum of the lanes in double, halves added to halves.</summary>
    static abstract double SumInDouble(TSelf v);

    /// <summary>A mask as bits: bit k is lane k.</summary>
    static abstract uint Bits(TSelf mask);

    /// <summary>2ⁿ for a whole number n in the range of normal exponents; zero one below that range.</summary>
    static abstract TSelf PowerOfTwo(TSelf n);

    /// <summary>a = mantissa · 2^exponent with 1 ≤ mantissa &lt; 2, for positive normal a.</summary>
    static abstract TSelf Split(TSelf a, out TSelf exponent);
}
