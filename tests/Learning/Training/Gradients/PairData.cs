using Athanor.Numerics;

namespace Athanor.Learning.Tests;

/// <summary>Clusters under a Morse law, with strains of a volume that is only said to be theirs.</summary>
static class PairData
{
    const double Volume = 60;

    internal static (List<Vec3[]> Positions, TrainingFrame[] Frames) Clusters(int count, int seed = 11)
    {
        var random = new Random(seed);
        var positions = new List<Vec3[]>();
        var frames = new TrainingFrame[count];
        for (var f = 0; f < count; f++)
        {
            positions.Add(Cluster(random, 4 + f % 3));
            frames[f] = Labelled(positions[f], f);
        }
        return (positions, frames);
    }

    static Vec3[] Cluster(Random random, int atoms)
    {
        var x = new List<Vec3>();
        while (x.Count < atoms)
        {
            Vec3 p = new(4 * random.NextDouble(), 4 * random.NextDouble(), 4 * random.NextDouble());
            if (x.All(q => (p - q).Length > 1.4))
                x.Add(p);
        }
        return [.. x];
    }

    /// <summary>Every seventh frame has no energy, every fifth no stress, and a force component is missing here and there.</summary>
    static TrainingFrame Labelled(Vec3[] x, int index)
    {
        double energy = 0;
        var rows = new double[3 * x.Length + 6];
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var d = x[i] - x[j];
                var r = d.Length;
                var (e, slope) = Morse(r);
                energy += e;
                for (var c = 0; c < 3; c++)
                {
                    rows[3 * i + c] += slope * d[c] / r;
                    rows[3 * j + c] -= slope * d[c] / r;
                }
                double[] strain = [d.X * d.X, d.Y * d.Y, d.Z * d.Z, d.Y * d.Z, d.X * d.Z, d.X * d.Y];
                for (var k = 0; k < 6; k++)
                    rows[3 * x.Length + k] += slope * strain[k] / r;
            }
        }
        if (index % 5 == 1)
            rows.AsSpan(3 * x.Length).Fill(double.NaN);
        if (index % 4 == 2)
            rows[1] = double.NaN;
        return new TrainingFrame
        {
            Features = new FrameFeatures { Atoms = x.Length, Volume = Volume, Groups = [] },
            Energy = index % 7 == 3 ? null : energy,
            Rows = rows,
            Weight = 1 + index % 2,
            Index = index,
        };
    }

    /// <summary>An energy of 0.5 eV at 2.2 Å, gone at 5.</summary>
    static (double Energy, double Slope) Morse(double r)
    {
        const double Depth = 0.5, Steepness = 1.3, Rest = 2.2, Cutoff = 5;
        if (r >= Cutoff)
            return (0, 0);
        double a = Math.Exp(-Steepness * (r - Rest)), q = 1 - r * r / (Cutoff * Cutoff);
        var (e, de) = (Depth * (a * a - 2 * a), Depth * 2 * Steepness * (a - a * a));
        return (e * q * q, de * q * q - e * 4 * r / (Cutoff * Cutoff) * q);
    }
}
