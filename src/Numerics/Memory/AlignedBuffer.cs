using System.Runtime.InteropServices;

namespace Athanor.Numerics;

/// <summary>
/// A growable array outside the managed heap, aligned to 64 bytes (one cache line, one 512-bit vector), for data that kernels
/// read through pointers. It only ever grows, so that a loop that has seen its largest request allocates no more.
/// </summary>
public sealed unsafe class AlignedBuffer<T> : IDisposable
    where T : unmanaged
{
    T* _start;

    /// <summary>Elements that fit without growing.</summary>
    public int Capacity { get; private set; }

    /// <summary>First element; null before the first <see cref="Require"/>. Changes whenever the buffer grows.</summary>
    public T* Pointer => _start;

    public Span<T> Span => new(_start, Capacity);

    /// <summary>Makes room for <paramref name="count"/> elements (and some more, if it must grow). Contents are kept only up to the old capacity when <paramref name="keep"/>.</summary>
    public T* Require(int count, bool keep = false)
    {
        if (count > Capacity)
            Grow(count, keep);
        return _start;
    }

    void Grow(int count, bool keep)
    {
        var capacity = (int)Math.Min(Array.MaxLength, count + (long)count / 4 + 16);
        var grown = (T*)NativeMemory.AlignedAlloc((nuint)capacity * (nuint)sizeof(T), 64);
        if (keep && _start is not null)
            NativeMemory.Copy(_start, grown, (nuint)Capacity * (nuint)sizeof(T));
        Release();
        _start = grown;
        Capacity = capacity;
    }

    void Release()
    {
        if (_start is not null)
            NativeMemory.AlignedFree(_start);
        _start = null;
        Capacity = 0;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    ~AlignedBuffer() => Release();
}
