using System.Numerics;

namespace Athanor.Numerics;

/// <summary>
/// Discrete Fourier transforms of one length, X_k = Σ_n x_n e^(−2πi kn/N), in place. Powers of two by decimation in time (Cooley and Tukey, Math. Comp. 19, 297 (1965)); any other length as a
/// convolution of a power of two (Bluestein, IEEE Trans. Audio Electroacoust. 18, 451 (1970)), at some six times the cost. Those of other lengths serve one caller at a time; powers of two any number.
/// </summary>
public sealed class FourierTransform
{
    readonly PowerOfTwo _inner;
    readonly Complex[]? _chirp, _filter, _work;

    /// <param name="length">N ≥ 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is below one.</exception>
    public FourierTransform(int length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        if (BitOperations.IsPow2(length))
        {
            _inner = new PowerOfTwo(length);
            return;
        }
        var padded = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * length - 1));
        _inner = new PowerOfTwo(padded);
        (_chirp, _filter, _work) = (new Complex[length], new Complex[padded], new Complex[padded]);
        for (var n = 0; n < length; n++)
        {
            // n² modulo 2N, or the angle would lose its digits for long series.
            _chirp[n] = Complex.FromPolarCoordinates(1, -Math.PI * ((long)n * n % (2L * length)) / length);
            _filter[n] = Complex.Conjugate(_chirp[n]);
            if (n > 0)
                _filter[padded - n] = _filter[n];
        }
        _inner.Forward(_filter);
    }

    /// <summary>N.</summary>
    public int Length { get; }

    /// <summary>x → X, without a factor.</summary>
    /// <exception cref="ArgumentException">Not N numbers.</exception>
    public void Forward(Span<Complex> values)
    {
        Require(values);
        if (_chirp is null)
        {
            _inner.Forward(values);
            return;
        }
        var work = _work.AsSpan();
        work[Length..].Clear();
        for (var n = 0; n < Length; n++)
            work[n] = values[n] * _chirp[n];
        _inner.Forward(work);
        // The inverse transform of the product, as the conjugate of a forward one.
        for (var k = 0; k < work.Length; k++)
            work[k] = Complex.Conjugate(work[k] * _filter![k]);
        _inner.Forward(work);
        for (var n = 0; n < Length; n++)
            values[n] = Complex.Conjugate(work[n]) / work.Length * _chirp[n];
    }

    /// <summary>X → x, with the factor 1/N: undoes <see cref="Forward"/>.</summary>
    /// <exception cref="ArgumentException">Not N numbers.</exception>
    public void Inverse(Span<Complex> values)
    {
        Require(values);
        foreach (ref var value in values)
            value = Complex.Conjugate(value);
        Forward(values);
        foreach (ref var value in values)
            value = Complex.Conjugate(value) / Length;
    }

    void Require(Span<Complex> values)
    {
        if (values.Length != Length)
            throw new ArgumentException($"The transform is of {Length} numbers, not {values.Length}.", nameof(values));
    }

    sealed class PowerOfTwo
    {
        readonly Complex[] _roots;
        readonly int _bits;

        public PowerOfTwo(int length)
        {
            _bits = BitOperations.Log2((uint)length);
            _roots = [.. Enumerable.Range(0, Math.Max(1, length / 2)).Select(k => Complex.FromPolarCoordinates(1, -2 * Math.PI * k / length))];
        }

        public void Forward(Span<Complex> x)
        {
            for (var i = 1; i < x.Length; i++)
            {
                var j = Reversed(i);
                if (i < j)
                    (x[i], x[j]) = (x[j], x[i]);
            }
            for (var half = 1; half < x.Length; half *= 2)
            {
                var stride = x.Length / (2 * half);
                for (var start = 0; start < x.Length; start += 2 * half)
                {
                    for (var k = 0; k < half; k++)
                    {
                        var (u, root) = (x[start + k], _roots[k * stride]);
                        var (a, b) = (x[start + k + half].Real, x[start + k + half].Imaginary);
                        var v = new Complex(a * root.Real - b * root.Imaginary, a * root.Imaginary + b * root.Real);
                        (x[start + k], x[start + k + half]) = (u + v, u - v);
                    }
                }
            }
        }

        int Reversed(int i)
        {
            var reversed = 0;
            for (var b = 0; b < _bits; b++)
                reversed |= ((i >> b) & 1) << (_bits - 1 - b);
            return reversed;
        }
    }
}
