const installed = /[\\/](?:site-packages|dist-packages)[\\/]/
const standardLibrary = /[\\/][Ll]ib(?:64)?[\\/](?:python|pypy)\d[^\\/]*[\\/]|^[A-Za-z]:\\.*\\Lib\\/
const frozen = /^<frozen /
const zipped = /[\\/]python\d+\.zip[\\/]/
// Where Celery runs from another folder than site-packages. An application may well have a package of its own called
// "celery", so of Celery only the modules count that are found in tracebacks.
const celery =
  /(?:^|[\\/])(?:billiard|kombu|vine|amqp)[\\/]|(?:^|[\\/])celery[\\/](?:app|backends|concurrency|utils|worker|loaders|fixups|contrib|canvas\.py|result\.py|local\.py|_state\.py)(?:[\\/]|$)|(?:^|[\\/])celery[\\/](?:app[\\/])?trace\.py$/

/** Whether a file in a traceback is Python's, an installed package's or Celery's, and not the application's own. */
export function isLibraryFile(file: string): boolean {
  return [installed, standardLibrary, frozen, zipped, celery].some((pattern) => pattern.test(file))
}
