import { spawn } from 'node:child_process'

/**
 * Runs a command in a process group of its own, its output shown as it comes. Ends the whole group when the time is up or
 * when this process ends, so that no server of a broken test is left behind. Resolves to its exit code, or a reason.
 */
export function runCommand(command, args, { env = {}, timeoutSeconds = 1500, quiet = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      detached: true,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
      env: { ...process.env, ...env },
    })
    let output = ''
    child.stdout?.on('data', (text) => (output += text))
    child.stderr?.on('data', (text) => (output += text))
    const kill = (signal) => {
      try {
        process.kill(-child.pid, signal)
      } catch {
        // It has ended already.
      }
    }
    const killNow = () => kill('SIGKILL')
    process.once('exit', killNow)
    let late = false
    const timer = setTimeout(() => {
      late = true
      // First politely: Playwright then ends its browser and its server.
      kill('SIGTERM')
      setTimeout(killNow, 5000).unref()
    }, timeoutSeconds * 1000)
    const finish = (code, reason) => {
      clearTimeout(timer)
      process.off('exit', killNow)
      killNow()
      resolve({ code, output, reason: late ? `not finished after ${timeoutSeconds} s` : reason })
    }
    child.on('error', (error) => finish(1, error.message))
    child.on('close', (code, signal) => finish(code ?? 1, signal ? `ended by ${signal}` : `exit code ${code}`))
  })
}
