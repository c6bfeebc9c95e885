using Athanor.Numerics;

namespace Athanor.Bench;

static class GemmBench
{
    public static void Run()
    {
        using var two = new Team(2);
        foreach (var (m, n, k) in new[] { (512, 512, 512), (2000, 2000, 2000), (512, 32, 64), (512, 64, 32), (64, 32, 512) })
        {
            float[] af = new float[m * k], bf = new float[k * n], cf = new float[m * n];
            double[] ad = new double[m * k], bd = new double[k * n], cd = new double[m * n];
            foreach (var team in new[] { Team.Single, two })
            {
                var f = 2e-9 * m * n * k;
                var tf = Clock.Least(() => Gemm.Multiply(af.AsMatrix(m, k), bf.AsMatrix(k, n), cf.AsMatrix(m, n), team: team));
                var td = Clock.Least(() => Gemm.Multiply(ad.AsMatrix(m, k), bd.AsMatrix(k, n), cd.AsMatrix(m, n), team: team));
                Console.WriteLine($"gemm {m} x {n} x {k}, {team.Threads} thread(s): float {f / tf:F0}, double {f / td:F0} GFLOP/s");
            }
        }
    }
}
