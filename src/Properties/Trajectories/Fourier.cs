namespace Athanor.Properties;

/// <summary>Fourier transform of complex numbers, X_k = Σ_n x_n exp(−2πi kn/N), N a power of two (Cooley and Tukey, Math. Comput. 19, 297 (1965)), in place.</summary>
sealed class Fourier
{
    readonly double[] _cosine;
    readonly double[] _sine;

    public Fourier(int length)
    {
        if (length < 2 || !int.IsPow2(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, "A power of two.");
        Length = length;
        _cosine = [.. Enumerable.Range(0, length / 2).Select(k => Math.Cos(2 * Math.PI * k / length))];
        _sine = [.. Enumerable.Range(0, length / 2).Select(k => -Math.Sin(2 * Math.PI * k / length))];
    }

    public int Length { get; }

    public void Transform(Span<double> real, Span<double> imaginary)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(real.Length, Length);
        ArgumentOutOfRangeException.ThrowIfNotEqual(imaginary.Length, Length);
        for (int i = 1, j = 0; i < Length; i++)
        {
            var bit = Length >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j |= bit;
            if (i >= j)
                continue;
            (real[i], real[j]) = (real[j], real[i]);
            (imaginary[i], imaginary[j]) = (imaginary[j], imaginary[i]);
        }
        for (var half = 1; half < Length; half *= 2)
        {
            var stride = Length / (2 * half);
            for (var start = 0; start < Length; start += 2 * half)
            {
                for (var k = 0; k < half; k++)
                {
                    var (c, s) = (_cosine[k * stride], _sine[k * stride]);
                    var (a, b) = (start + k, start + k + half);
                    var re = c * real[b] - s * imaginary[b];
                    var im = c * imaginary[b] + s * real[b];
                    (real[b], imaginary[b]) = (real[a] - re, imaginary[a] - im);
                    (real[a], imaginary[a]) = (real[a] + re, imaginary[a] + im);
                }
            }
        }
    }
}
