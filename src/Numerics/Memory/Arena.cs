using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>
/// Scratch memory, 64-byte aligned and outside the collected heap, that lives as long as its owner. Renting is moving a mark; nothing is cleared
/// unless asked. After <see cref="Reset"/> the next round of the same size allocates nothing. For one thread at a time.
/// </summary>
public sealed unsafe class Arena : IDisposable
{
    const nuint Alignment = 64;

    readonly List<(nint Address, nuint Size)> full = [];
    byte* block;
    nuint size;
    nuint used;
    nuint inFull;

    /// <summary>An arena whose first block holds <paramref name="bytes"/>; it grows when that is not enough.</summary>
    public Arena(long bytes = 1 << 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Open(Math.Max(Alignment, (nuint)bytes));
    }

    ~Arena() => Free();

    /// <summary>Bytes held from the system.</summary>
    public long Capacity => (long)(size + inFull);

    /// <summary>
    /// Memory for <paramref name="count"/> values, valid until <see cref="Reset"/> or <see cref="Dispose"/>; its content is whatever was there before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The arena was disposed.</exception>
    public Span<T> Rent<T>(int count)
        where T : unmanaged => new(RentPointer<T>(count), count);

    /// <summary><see cref="Rent{T}"/>, set to zero.</summary>
    public Span<T> RentCleared<T>(int count)
        where T : unmanaged
    {
        var span = Rent<T>(count);
        span.Clear();
        return span;
    }

    /// <summary><see cref="Rent{T}"/> as a pointer, for kernels.</summary>
    public T* RentPointer<T>(nint count)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ObjectDisposedException.ThrowIf(block == null, this);
        var bytes = ((nuint)count * (nuint)sizeof(T) + Alignment - 1) & ~(Alignment - 1);
        if (bytes > size - used)
            Grow(bytes);
        var p = block + used;
        used += bytes;
        return (T*)p;
    }

    /// <summary>Gives back all that was rented. Blocks added since the last time become one, so that the arena settles.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(block == null, this);
        used = 0;
        if (full.Count == 0)
            return;
        var all = size + inFull;
        Free();
        Open(all);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void Grow(nuint bytes)
    {
        full.Add(((nint)block, size));
        inFull += size;
        Open(Math.Max(bytes, 2 * size));
    }

    void Open(nuint bytes)
    {
        block = (byte*)NativeMemory.AlignedAlloc(bytes, Alignment);
        size = bytes;
        used = 0;
    }

    void Free()
    {
        foreach (var (address, _) in full)
            NativeMemory.AlignedFree((void*)address);
        full.Clear();
        inFull = 0;
        NativeMemory.AlignedFree(block);
        block = null;
        size = used = 0;
    }
}
