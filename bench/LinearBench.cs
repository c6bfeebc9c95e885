using Athanor.Numerics;

namespace Athanor.Bench;

static class LinearBench
{
    public static void Syrks()
    {
        using var two = new Team(2);
        foreach (var (rows, n) in new[] { (20_000, 500), (10_000, 2000) })
        {
            var random = new Random(1);
            var f = new float[rows * n];
            foreach (ref var x in f.AsSpan())
                x = random.NextSingle() - 0.5f;
            var d = Array.ConvertAll(f, x => (double)x);
            var c = new double[n * n];
            foreach (var team in new[] { Team.Single, two })
            {
                var flops = 1e-9 * rows * n * (n + 1.0);
                var td = Clock.Measure(() => Syrk.AddLower(d.AsMatrix(rows, n), c.AsMatrix(n, n), team: team), 2);
                var tf = Clock.Measure(() => Syrk.AddLower(f.AsMatrix(rows, n), c.AsMatrix(n, n), team), 2);
                Console.WriteLine($"syrk {rows} x {n}, {team.Threads} thread(s): double {flops / td.Wall:F0} ({flops / td.Processor:F0} a core), float into double {flops / tf.Wall:F0} ({flops / tf.Processor:F0} a core) GFLOP/s");
            }
        }
    }

    public static void Choleskys()
    {
        using var two = new Team(2);
        foreach (var n in new[] { 500, 2000, 4000 })
        {
            var a = new double[n * n];
            var work = new double[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                    a[i * n + j] = Math.Exp(-0.01 * Math.Abs(i - j)) + (i == j ? 0.1 : 0);
            }
            foreach (var team in new[] { Team.Single, two })
            {
                var flops = 1e-9 * n * n * n / 3;
                var copy = Clock.Measure(() => a.CopyTo(work, 0));
                var t = Clock.Measure(
                    () =>
                    {
                        a.CopyTo(work, 0);
                        Cholesky.Factor(work.AsMatrix(n, n), team);
                    },
                    2);
                Console.WriteLine($"cholesky {n}, {team.Threads} thread(s): {1e3 * (t.Wall - copy.Wall):F1} ms, {flops / (t.Wall - copy.Wall):F0} ({flops / (t.Processor - copy.Processor):F0} a core) GFLOP/s");
            }
        }
    }

    public static void Qrs()
    {
        using var two = new Team(2);
        foreach (var (m, n) in new[] { (10_000, 500), (4000, 2000) })
        {
            var a = new double[m * n];
            var random = new Random(1);
            foreach (ref var x in a.AsSpan())
                x = random.NextDouble() - 0.5;
            var work = new double[m * n];
            var t = new double[Qr.FactorLength(n)];
            foreach (var team in new[] { Team.Single, two })
            {
                var flops = 1e-9 * (2.0 * m * n * n - 2.0 / 3 * n * n * n);
                var copy = Clock.Measure(() => a.CopyTo(work, 0));
                var time = Clock.Measure(
                    () =>
                    {
                        a.CopyTo(work, 0);
                        Qr.Factor(work.AsMatrix(m, n), t, team);
                    },
                    2);
                Console.WriteLine($"qr {m} x {n}, {team.Threads} thread(s): {1e3 * (time.Wall - copy.Wall):F0} ms, {flops / (time.Wall - copy.Wall):F0} ({flops / (time.Processor - copy.Processor):F0} a core) GFLOP/s");
            }
        }
    }

    public static void Eigen()
    {
        foreach (var n in new[] { 24, 50, 114, 200, 400, 800 })
        {
            var random = new Random(1);
            var a = new double[n * n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j <= i; j++)
                    a[i * n + j] = a[j * n + i] = random.NextDouble() - 0.5;
            }
            var (values, vectors) = (new double[n], new double[n * n]);
            var time = Clock.Measure(() => SymmetricEigen.Decompose(a.AsMatrix(n, n), values, vectors.AsMatrix(n, n))).Processor;
            Console.WriteLine($"eigen {n} x {n}: {1e3 * time:F2} ms");
        }
    }
}
