namespace Athanor.Quantum;

/// <summary>Densities to begin with from the orbitals of a field nearby.</summary>
internal static class CarriedOrbitals
{
    // Least eigenvalue that the overlap of the orbitals may have where their functions now are; 1 where nothing has moved.
    const double Least = 0.1;

    /// <summary>C (CᵀSC)⁻¹ Cᵀ of each channel, C being the other field's occupied orbitals over functions that have moved with their atoms; null where there are none that fit.</summary>
    public static double[][]? Densities(ScfResult? from, Molecule to, Filling filling, double[] overlap)
    {
        if (from is null || from.Molecule.Functions != to.Functions || !from.Molecule.Elements.AsSpan().SequenceEqual(to.Elements) || from.Alpha.Energies.Length < filling.Counts[0])
            return null;
        var densities = new double[filling.Channels][];
        for (var s = 0; s < densities.Length; s++)
        {
            if (Density(s == 0 ? from.Alpha : from.Beta, filling.Counts[s], to.Functions, overlap) is not { } density)
                return null;
            densities[s] = density;
        }
        return densities;
    }

    static double[]? Density(Orbitals orbitals, int count, int n, double[] overlap)
    {
        var occupied = new double[n * count];
        for (var i = 0; i < n; i++)
            Array.Copy(orbitals.Coefficients, i * orbitals.Energies.Length, occupied, i * count, count);
        if (count == 0)
            return new double[n * n];
        var (values, vectors) = SquareMatrices.Eigen(SquareMatrices.Transformed(overlap, occupied, n, count), count);
        if (values[0] < Least)
            return null;
        for (var i = 0; i < count; i++)
        {
            for (var k = 0; k < count; k++)
                vectors[i * count + k] /= Math.Sqrt(values[k]);
        }
        var turned = SquareMatrices.Transposed(SquareMatrices.Product(occupied, vectors, n, count, count), n, count);
        var density = new double[n * n];
        for (var k = 0; k < count; k++)
        {
            var row = turned.AsSpan(k * n, n);
            for (var i = 0; i < n; i++)
                Athanor.Numerics.Vectors.AddScaled(row[i], row, density.AsSpan(i * n, n));
        }
        return density;
    }
}
