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

    readonly List<(nint Address, nuint Size)> _full = [];
    byte* _block;
    nuint _size;
    nuint _used;
    nuint _inFull;

    /// <summary>An arena whose first block holds <paramref name="bytes"/>; it grows when that is not enough.</summary>
    public Arena(long bytes = 1 << 16)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        Open(Math.Max(Alignment, (nuint)bytes));
    }

    ~Arena() => Free();

    /// <summary>Bytes held from the system.</summary>
    public long Capacity => (long)(_size + _inFull);

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
        ObjectDisposedException.ThrowIf(_block == null, this);
        var bytes = ((nuint)count * (nuint)sizeof(T) + Alignment - 1) & ~(Alignment - 1);
        if (bytes > _size - _used)
            Grow(bytes);
        var p = _block + _used;
        _used += bytes;
        return (T*)p;
    }

    /// <summary>Gives back all that was rented. Blocks added since the last time become one, so that the arena settles.</summary>
    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_block == null, this);
        _used = 0;
        if (_full.Count == 0)
            return;
        var all = _size + _inFull;
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
        _full.Add(((nint)_block, _size));
        _inFull += _size;
        Open(Math.Max(bytes, 2 * _size));
    }

    void Open(nuint bytes)
    {
        _block = (byte*)NativeMemory.AlignedAlloc(bytes, Alignment);
        _size = bytes;
        _used = 0;
    }

    void Free()
    {
        foreach (var (address, _) in _full)
            NativeMemory.AlignedFree((void*)address);
        _full.Clear();
        _inFull = 0;
        NativeMemory.AlignedFree(_block);
        _block = null;
        _size = _used = 0;
    }
}
